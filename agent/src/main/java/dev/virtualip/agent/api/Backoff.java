package dev.virtualip.agent.api;

import java.util.function.DoubleSupplier;

/** Delay before the next attempt: doubles after each failure up to a limit, with random jitter. */
public final class Backoff {
    private static final long FIRST_NANOS = 250_000_000L;

    /** An agent tries each 4 s at least, so that it reconnects soon after the network is back. */
    private static final long MAX_NANOS = 4_000_000_000L;

    /** Longest Retry-After that is honored. */
    private static final long RETRY_AFTER_MAX_NANOS = 60_000_000_000L;

    private final DoubleSupplier random;
    private long nextNanos = FIRST_NANOS;

    /** A backoff whose jitter comes from a source of values in 0..1. */
    public Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** Starts over after a success. */
    public void reset() {
        nextNanos = FIRST_NANOS;
    }

    /** The delay after this failure, in nanoseconds. */
    public long afterNanos(ApiException failure) {
        long step = nextNanos;
        nextNanos = Math.min(MAX_NANOS, 2 * step);
        long asked = Math.min(RETRY_AFTER_MAX_NANOS, failure.retryAfterNanos());
        // Between half and all of the step; Retry-After is a minimum.
        long jittered = step / 2 + (long) (random.getAsDouble() * (step / 2.0));
        return asked > 0 ? asked + jittered / 2 : jittered;
    }

    /** The same after an attempt that took so long: who waited for an answer has waited already. */
    public long afterNanos(ApiException failure, long tookNanos) {
        long delay = afterNanos(failure);
        return failure.retryAfterNanos() > 0 ? delay : Math.max(Math.min(delay, FIRST_NANOS), delay - tookNanos);
    }
}
