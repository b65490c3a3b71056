package dev.virtualip.e2e.probe;

/**
 * The time in which a thread ran. When the machine let it stand still, nobody looked at what came meanwhile, and that
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
