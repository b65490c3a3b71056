package dev.virtualip.agent.router;

/**
 * Somebody else on this host took an address of ours away: put it back at once, then with a backoff, and give up when
 * it goes on within a minute: another node may have more luck.
 */
final class TheftGuard {
    static final long GIVE_UP = -1;
    static final int ATTEMPTS = 4;
    static final long QUIET_NANOS = 60_000_000_000L;
    private static final long BACKOFF_NANOS = 1_000_000_000L;

    private int thefts;
    private long lastNanos;

    /** How long to wait before putting it back, 0 for at once; {@link #GIVE_UP} to hand the address over. */
    long stolen(long nowNanos) {
        if (thefts > 0 && nowNanos - lastNanos > QUIET_NANOS) {
            thefts = 0;
        }
        lastNanos = nowNanos;
        thefts++;
        if (thefts > ATTEMPTS) {
            thefts = 0;
            return GIVE_UP;
        }
        return thefts == 1 ? 0 : BACKOFF_NANOS << (thefts - 2);
    }
}
