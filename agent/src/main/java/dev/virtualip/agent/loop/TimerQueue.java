package dev.virtualip.agent.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines of the loop: a binary heap in which each timer knows its place, so that moving one allocates nothing.
 * Instants are compared by difference, whatever the origin of the clock.
 */
public final class TimerQueue {
    private @Nullable Timer[] heap = new Timer[64];
    private int size;

    /** Makes a timer of this queue. */
    public Timer timer(Timer.Task task) {
        return new Timer(this, task);
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The earliest deadline; only while the queue is not empty. */
    long nextAtNanos() {
        return at(0).atNanos;
    }

    /** Takes the earliest timer out if it is due; null if none is. */
    @Nullable
    Timer pollDue(long nowNanos) {
        if (size == 0 || nowNanos - at(0).atNanos < 0) {
            return null;
        }
        Timer first = at(0);
        remove(first);
        return first;
    }

    /** Whether a timer is due that fires only after all queued packets were read. */
    boolean dueAfterPackets(long nowNanos) {
        return dueAfterPackets(0, nowNanos);
    }

    /** Visits the due timers only: no timer of the heap is earlier than its parent. */
    private boolean dueAfterPackets(int position, long nowNanos) {
        if (position >= size || nowNanos - at(position).atNanos < 0) {
            return false;
        }
        return at(position).afterPackets
                || dueAfterPackets(2 * position + 1, nowNanos)
                || dueAfterPackets(2 * position + 2, nowNanos);
    }

    public void set(Timer timer, long atNanos) {
        if (timer.position < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            timer.atNanos = atNanos;
            place(timer, size++);
            up(timer);
        } else {
            timer.atNanos = atNanos;
            up(timer);
            down(timer);
        }
    }

    public void remove(Timer timer) {
        int position = timer.position;
        if (position < 0) {
            return;
        }
        timer.position = -1;
        Timer last = at(--size);
        heap[size] = null;
        if (last != timer) {
            place(last, position);
            up(last);
            down(last);
        }
    }

    private void up(Timer timer) {
        while (timer.position > 0) {
            int parent = (timer.position - 1) / 2;
            if (timer.atNanos - at(parent).atNanos >= 0) {
                return;
            }
            swap(timer, at(parent));
        }
    }

    private void down(Timer timer) {
        while (true) {
            int child = 2 * timer.position + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && at(child + 1).atNanos - at(child).atNanos < 0) {
                child++;
            }
            if (at(child).atNanos - timer.atNanos >= 0) {
                return;
            }
            swap(timer, at(child));
        }
    }

    private void swap(Timer timer, Timer other) {
        int position = timer.position;
        place(timer, other.position);
        place(other, position);
    }

    private void place(Timer timer, int position) {
        heap[position] = timer;
        timer.position = position;
    }

    private Timer at(int position) {
        Timer timer = heap[position];
        if (timer == null) {
            throw new IllegalStateException("no timer at " + position + " of " + size);
        }
        return timer;
    }
}
