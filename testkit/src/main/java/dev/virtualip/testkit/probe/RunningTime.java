package dev.virtualip.testkit.probe;

/**
 * The time in which a thread ran. While the machine did not schedule it, no answer was read, and that
 * says nothing about who answered when: a step from one look at the clock to the next counts so much at most.
 */
final class RunningTime {
    private final long longestStepNanos;
    private long last;
    private long stoodStill;

    RunningTime(long startNanos, long longestStepNanos) {
        this.last = startNanos;
        this.longestStepNanos = longestStepNanos;
    }

    /** The time of the clock, less the times in which the thread stood still until now. */
    long at(long nanos) {
        stoodStill += Math.max(0, nanos - last - longestStepNanos);
        last = nanos;
        return nanos - stoodStill;
    }
}
