package dev.virtualip.e2e.bench;

import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lateness of an agent's advertisements, as its metrics count it.
 *
 * @param counts how many were no later than a bound (milliseconds) and later than the bound before, by bound; the last
 *     bound is infinite
 */
record LatenessBuckets(SequencedMap<Double, Long> counts) {
    private static final Pattern LINE =
            Pattern.compile("(?m)^virtualip_advertisement_lateness_seconds_bucket\\{le=\"([^\"]+)\"} (\\S+)$");
    private static final double MILLIS_PER_SECOND = 1000;

    /** Reads them out of what {@code /metrics} says. */
    static LatenessBuckets of(String metrics) {
        SequencedMap<Double, Long> counts = new TreeMap<>();
        long below = 0;
        Matcher line = LINE.matcher(metrics);
        while (line.find()) {
            double bound = line.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(line.group(1));
            long upToHere = (long) Double.parseDouble(line.group(2));
            counts.put(bound * MILLIS_PER_SECOND, upToHere - below);
            below = upToHere;
        }
        return new LatenessBuckets(counts);
    }

    /** Counts since these were read. */
    LatenessBuckets since(LatenessBuckets before) {
        SequencedMap<Double, Long> counted = new TreeMap<>(counts);
        before.counts.forEach((bound, count) -> counted.merge(bound, -count, Long::sum));
        return new LatenessBuckets(counted);
    }

    /** Their number. */
    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The bound, in milliseconds, that this part of them (0..1) did not exceed; 0 if there are none. */
    double bound(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * count()));
        long seen = 0;
        for (var bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= wanted) {
                return bucket.getKey();
            }
        }
        return 0;
    }
}
