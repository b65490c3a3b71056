package dev.virtualip.agent.loop;

/**
 * Measures the cost of renewing every address of this node once, and derives the lifetime from it. A round may take a
 * sixtieth of the lifetime at most; IPv6 costs the kernel far more per address the more there are on one interface.
 */
public final class RenewalCost {
    static final long SHARE = 60;
    public static final long LIFETIME_MAX_NANOS = 60_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int WEIGHT = 8;

    private long perAddressNanos;
    private int held;

    /** Adds a measurement: the processor time of one renewal request for some addresses. */
    public void measured(int addresses, long spentNanos) {
        if (addresses > 0) {
            long cost = spentNanos / addresses;
            perAddressNanos = perAddressNanos == 0 ? cost : perAddressNanos + (cost - perAddressNanos) / WEIGHT;
        }
    }

    /** Sets the number of addresses that this node holds with a lifetime. */
    public void holds(int addresses) {
        held = addresses;
    }

    long roundNanos() {
        return perAddressNanos * held;
    }

    /**
     * The lifetime to set: the configured one, or as long as the cost asks for, in whole seconds; 0 (permanent) beyond
     * a minute, since the kernel would then do nothing but renew.
     */
    public long effectiveLifetimeNanos(long configuredNanos) {
        if (configuredNanos == 0) {
            return 0;
        }
        long needed = Math.ceilDiv(SHARE * roundNanos(), SECOND_NANOS) * SECOND_NANOS;
        long lifetime = Math.max(configuredNanos, needed);
        return lifetime > LIFETIME_MAX_NANOS ? 0 : lifetime;
    }
}
