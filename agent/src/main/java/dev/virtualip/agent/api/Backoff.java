package dev.virtualip.agent.api;

import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt: twice as long each time, up to a bound, and never all at one instant. */
public final class Backoff {
    private static final long FIRST_NANOS = 250_000_000L;

    /** With the time that connecting takes, an agent is back within 10 s after the network is. */
    private static final long MAX_NANOS = 4_000_000_000L;

    /** A server that asks for more is asked again nevertheless. */
    private static final long RETRY_AFTER_MAX_NANOS = 60_000_000_000L;

    private final DoubleSupplier random;
    private long nextNanos = FIRST_NANOS;

    /** A backoff whose jitter comes from here: values in 0..1. */
    public Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** It went well: the next failure is the first again. */
    public void reset() {
        nextNanos = FIRST_NANOS;
    }

    /** How long to wait after this failure. */
    public long afterNanos(ApiException failure) {
        long step = nextNanos;
        nextNanos = Math.min(MAX_NANOS, 2 * step);
        long asked = Math.min(RETRY_AFTER_MAX_NANOS, failure.retryAfterNanos());
        // Between half of it and all of it; what the server asks for is a minimum.
        long jittered = step / 2 + (long) (random.getAsDouble() * (step / 2.0));
        return asked > 0 ? asked + jittered / 2 : jittered;
    }
}
