package dev.virtualip.agent.loop;

/**
 * Notices that the process or the machine slept. Three clocks are compared with what they said when the loop last ran:
 * the monotonic one sees a stopped process, the boot clock also a suspended machine, and the wall clock a virtual
 * machine whose other clocks stood still. The wall clock also jumps when it is set, so it counts only when it
 * ran ahead of the boot clock by more than {@link #WALL_JUMP_NANOS}.
 */
final class PauseDetector {
    static final long WALL_JUMP_NANOS = 2_000_000_000L;

    private long monotonicNanos;
    private long bootNanos;
    private long wallNanos;

    PauseDetector(long monotonicNanos, long bootNanos, long wallNanos) {
        this.monotonicNanos = monotonicNanos;
        this.bootNanos = bootNanos;
        this.wallNanos = wallNanos;
    }

    /** The time since the loop last ran, by the clock that shows most of it; the loop runs now. */
    long gapNanos(long monotonic, long boot, long wall) {
        long gap = Math.max(monotonic - monotonicNanos, boot - bootNanos);
        long wallGap = wall - wallNanos;
        monotonicNanos = monotonic;
        bootNanos = boot;
        wallNanos = wall;
        return wallGap - gap > WALL_JUMP_NANOS ? wallGap : gap;
    }
}
