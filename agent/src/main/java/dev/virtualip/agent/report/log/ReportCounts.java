package dev.virtualip.agent.report.log;

import java.util.List;
import java.util.Map;

/**
 * Counters of the event reporter since the agent started.
 *
 * @param transitions the number of transitions by kind
 * @param failoversByBucket takeovers by the outage they ended; bounds: {@link FailoverHistogram#UPPER_BOUNDS_NANOS}, by
 *     bucket; the last one has no bound
 * @param failoverSumNanos the sum of these outages
 * @param reportsDropped transitions and notices lost because they came faster than they could be written
 * @param journalEntriesLost entries that are not in the journal although it was asked for
 */
public record ReportCounts(
        Map<TransitionKey, Long> transitions,
        List<Long> failoversByBucket,
        long failoverSumNanos,
        long reportsDropped,
        long journalEntriesLost) {

    /** Keeps copies of the collections. */
    public ReportCounts {
        transitions = Map.copyOf(transitions);
        failoversByBucket = List.copyOf(failoversByBucket);
    }
}
