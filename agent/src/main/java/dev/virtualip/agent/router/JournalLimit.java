package dev.virtualip.agent.router;

/**
 * Lets at most ten journal entries a second through for one virtual router. A flood of losing
 * advertisements makes as many entries as packets otherwise; transitions are not counted and never held back.
 */
final class JournalLimit {
    static final int ENTRIES_MAX = 10;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private boolean begun;
    private long windowNanos;
    private int entries;

    /** Whether one more may pass now. */
    boolean admits(long nowNanos) {
        if (!begun || nowNanos - windowNanos >= SECOND_NANOS) {
            begun = true;
            windowNanos = nowNanos;
            entries = 0;
        }
        return ++entries <= ENTRIES_MAX;
    }
}
