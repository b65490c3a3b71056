package dev.virtualip.agent.router;

/** A deadline of the event loop. It is made once and set again and again, so that no timer is ever allocated. */
final class Timer {
    private final TimerQueue queue;
    private final Task task;

    /** The position in the queue, which keeps it; -1 while the timer is not set. */
    int position = -1;

    /** The deadline, while it is set. */
    long atNanos;

    /** What happens when a timer fires. */
    interface Task {
        void fire(long nowNanos);
    }

    Timer(TimerQueue queue, Task task) {
        this.queue = queue;
        this.task = task;
    }

    boolean isSet() {
        return position >= 0;
    }

    /** Sets or moves the deadline. */
    void set(long newAtNanos) {
        queue.set(this, newAtNanos);
    }

    /** Sets the deadline unless an earlier one is set. */
    void setNoLaterThan(long newAtNanos) {
        if (!isSet() || newAtNanos - atNanos < 0) {
            set(newAtNanos);
        }
    }

    /** Sets the deadline for the loop's next turn: after what arrives meanwhile, so that long work has its pauses. */
    void setNextTurn(long nowNanos) {
        // A turn fires what is due at the instant at which it began to fire.
        set(nowNanos + 1);
    }

    /** Takes the deadline away. */
    void clear() {
        queue.remove(this);
    }

    void fire(long nowNanos) {
        task.fire(nowNanos);
    }
}
