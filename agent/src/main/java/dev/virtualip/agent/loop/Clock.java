package dev.virtualip.agent.loop;

/** The clocks of the event loop. */
public interface Clock {

    /** Nanoseconds of the monotonic clock, which stops while the machine is suspended; only differences count. */
    long monotonicNanos();

    /** Nanoseconds since boot, suspended time included. */
    long bootNanos();

    /** Nanoseconds since 1970-01-01 UTC; this clock can be set. */
    long wallNanos();

    /** Nanoseconds of processor time that the calling thread has used. */
    long threadNanos();
}
