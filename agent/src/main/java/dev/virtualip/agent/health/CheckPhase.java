package dev.virtualip.agent.health;

/**
 * Time of a health check within its period. It follows from node and check, so that it is the same after a restart, and
 * so that nodes whose clocks are synchronized do not all ask at the same instant.
 */
final class CheckPhase {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Checks that are due within this time run in one turn: most of the cost of a small check is to wake up. */
    static final long STEP_NANOS = 10_000_000;

    private CheckPhase() {}

    /** The phase, a multiple of {@link #STEP_NANOS}, at least 0 and less than the period. */
    static long nanos(String node, String check, long periodNanos) {
        long hash = FNV_BASIS;
        String text = node + '\n' + check;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        // Spreads the bits: texts that differ in the last character differ only in some bits until here.
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        long phase = Long.remainderUnsigned(hash ^ hash >>> 33, periodNanos);
        return phase - phase % STEP_NANOS;
    }

    /** The first time at or after another one whose position within the period is the phase. */
    static long nextNanos(long phaseNanos, long periodNanos, long notBeforeNanos) {
        return notBeforeNanos + Math.floorMod(phaseNanos - notBeforeNanos, periodNanos);
    }
}
