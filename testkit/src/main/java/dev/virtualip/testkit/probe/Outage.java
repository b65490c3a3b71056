package dev.virtualip.testkit.probe;

/**
 * A time in which an address did not answer.
 *
 * @param startNanos when the first lost probe was sent
 * @param lengthNanos from then until the first answered probe was sent, or the last lost one if none was answered
 * @param lost how many probes were lost
 */
public record Outage(long startNanos, long lengthNanos, int lost) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Its length in milliseconds. */
    public double millis() {
        return lengthNanos / NANOS_PER_MILLI;
    }
}
