package dev.virtualip.agent.report.log;

import dev.virtualip.daemon.DurationBuckets;
import java.util.Map;

/**
 * Counters of the event reporter since the agent started.
 *
 * @param transitions the number of transitions by kind
 * @param failovers the outages that takeovers ended
 * @param reportsDropped transitions and notices lost because they came faster than they could be written
 * @param journalEntriesLost entries that are not in the journal although it was asked for
 */
public record ReportCounts(
        Map<TransitionKey, Long> transitions, DurationBuckets failovers, long reportsDropped, long journalEntriesLost) {

    /** Keeps a copy of the map. */
    public ReportCounts {
        transitions = Map.copyOf(transitions);
    }
}
