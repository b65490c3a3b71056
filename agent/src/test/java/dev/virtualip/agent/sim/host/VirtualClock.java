package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.loop.Clock;
import dev.virtualip.agent.sim.lan.Schedule;

/**
 * The clocks of one virtual host: each began anywhere, and each stands still or jumps in its own way when the machine
 * is suspended, a virtual machine is paused, or an administrator sets the time.
 */
public final class VirtualClock implements Clock {
    private static final long WALL_ORIGIN = 1_790_000_000_000_000_000L;

    private final Schedule schedule;
    private final long originNanos;

    /** How long the machine was suspended: the monotonic clock stood still. */
    private long suspendedNanos;

    /** How long the virtual machine was paused: the boot clock stood still as well. */
    private long pausedNanos;

    private long wallStepNanos;
    private long spentNanos;
    private final long costNanos;

    /** Called each time that the process reads the monotonic clock. */
    Runnable read = () -> {};

    public VirtualClock(Schedule schedule, long originNanos, long costNanos) {
        this.schedule = schedule;
        this.originNanos = originNanos;
        this.costNanos = costNanos;
    }

    void suspended(long nanos) {
        suspendedNanos += nanos;
    }

    void paused(long nanos) {
        suspendedNanos += nanos;
        pausedNanos += nanos;
    }

    public void step(long nanos) {
        wallStepNanos += nanos;
    }

    @Override
    public long monotonicNanos() {
        read.run();
        return schedule.now() + originNanos - suspendedNanos;
    }

    @Override
    public long bootNanos() {
        return schedule.now() + originNanos - pausedNanos;
    }

    @Override
    public long wallNanos() {
        return WALL_ORIGIN + schedule.now() + wallStepNanos;
    }

    @Override
    public long threadNanos() {
        spentNanos += costNanos;
        return spentNanos;
    }
}
