package dev.virtualip.testkit.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Results of a series of probes.
 *
 * @param sent how many were sent
 * @param lost how many were not answered within {@link Prober#ANSWER_WITHIN}
 * @param outages the runs of lost probes, in order
 * @param longestGapNanos the longest time between two probes: an outage shorter than this may have been missed there
 */
public record ProbeLog(int sent, int lost, List<Outage> outages, long longestGapNanos) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Keeps a copy of the list. */
    public ProbeLog {
        outages = List.copyOf(outages);
    }

    /** The longest outage, if any probe was lost. */
    public Optional<Outage> longest() {
        return outages.stream().max(Comparator.comparingLong(Outage::lengthNanos));
    }

    /** The longest outage in milliseconds; 0 when no probe was lost. */
    public double longestMillis() {
        return longest().map(Outage::millis).orElse(0.0);
    }

    /** All outages together, in milliseconds. */
    public double darkMillis() {
        return outages.stream().mapToDouble(Outage::millis).sum();
    }

    /** The longest time between two probes, in milliseconds. */
    public double longestGapMillis() {
        return longestGapNanos / NANOS_PER_MILLI;
    }

    /** Puts a log together, probe by probe in the order of sending. */
    static final class Builder {
        private final List<Outage> outages = new ArrayList<>();
        private int sent;
        private int lost;
        private int lostInARow;
        private long outageStart;
        private long previous;
        private long longestGap;

        void add(long sentNanos, boolean answered) {
            if (sent > 0) {
                longestGap = Math.max(longestGap, sentNanos - previous);
            }
            if (answered) {
                endOutage(sentNanos);
            } else {
                if (lostInARow == 0) {
                    outageStart = sentNanos;
                }
                lostInARow++;
                lost++;
            }
            sent++;
            previous = sentNanos;
        }

        ProbeLog build() {
            endOutage(previous);
            return new ProbeLog(sent, lost, outages, longestGap);
        }

        private void endOutage(long end) {
            if (lostInARow > 0) {
                outages.add(new Outage(outageStart, end - outageStart, lostInARow));
                lostInARow = 0;
            }
        }
    }
}
