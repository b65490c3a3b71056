package dev.virtualip.agent.loop;

/** A deadline of the event loop. It is made once and set again and again, so that no timer is ever allocated. */
public final class Timer {
    private final TimerQueue queue;
    private final Task task;

    /** The position in the queue, which keeps it; -1 while the timer is not set. */
    int position = -1;

    /** Whether it fires only after every packet that was queued by its deadline has been read. */
    boolean afterPackets;

    /** The deadline, while it is set. */
    public long atNanos;

    /** The action of a timer. */
    public interface Task {
        void fire(long nowNanos);
    }

    Timer(TimerQueue queue, Task task) {
        this.queue = queue;
        this.task = task;
    }

    public boolean isSet() {
        return position >= 0;
    }

    /** Lets it fire only after every packet that was queued by its deadline has been read, or at any time. */
    public void afterPackets(boolean newAfterPackets) {
        afterPackets = newAfterPackets;
    }

    /** Sets or moves the deadline. */
    public void set(long newAtNanos) {
        queue.set(this, newAtNanos);
    }

    /** Sets the deadline unless an earlier one is set. */
    public void setNoLaterThan(long newAtNanos) {
        if (!isSet() || newAtNanos - atNanos < 0) {
            set(newAtNanos);
        }
    }

    /** Sets the deadline for the loop's next turn: after what arrives meanwhile, so that long work has its pauses. */
    public void setNextTurn(long nowNanos) {
        // A turn fires what is due at the instant at which it began to fire.
        set(nowNanos + 1);
    }

    /** Takes the deadline away. */
    public void clear() {
        queue.remove(this);
    }

    public void fire(long nowNanos) {
        task.fire(nowNanos);
    }
}
