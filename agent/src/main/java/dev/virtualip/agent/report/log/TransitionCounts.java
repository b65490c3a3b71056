package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.daemon.DurationHistogram;
import java.util.LinkedHashMap;
import java.util.Map;

/** Transitions by kind and failover outages, written by the reporter's thread and read by those of HTTP. */
final class TransitionCounts {
    /** Largest number of keys, since names change with the configuration; the oldest is forgotten. */
    static final int MAX_KEYS = 16_384;

    private final Map<TransitionKey, Long> transitions = new LinkedHashMap<>();
    private final DurationHistogram failovers = FailoverOutage.histogram();

    synchronized void add(JournalEntry entry, Reason reason) {
        TransitionKey key = new TransitionKey(
                entry.virtualRouter(),
                entry.before().label(),
                entry.step().next().label(),
                reason.label());
        transitions.merge(key, 1L, Long::sum);
        if (transitions.size() > MAX_KEYS) {
            transitions.remove(transitions.keySet().iterator().next());
        }
        FailoverOutage.endedBy(entry).ifPresent(failovers::record);
    }

    synchronized ReportCounts with(long reportsDropped, long journalEntriesLost) {
        return new ReportCounts(transitions, failovers.buckets(), reportsDropped, journalEntriesLost);
    }
}
