package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a report: as a journal entry, a log line, a count. Runs on the reporter's thread. */
final class ReportWriter {
    private final @Nullable Journal journal;
    private final LogSink log;
    private final NoticeLog notices;
    private final TransitionCounts transitions = new TransitionCounts();
    private Map<String, String> current = Map.of();
    private volatile Map<String, String> interfaces = Map.of();

    ReportWriter(@Nullable Journal journal, LogSink log) {
        this.journal = journal;
        this.log = log;
        this.notices = new NoticeLog(log);
    }

    /** Keeps the previous configuration too, whose virtual routers still log while they leave. */
    synchronized void configured(List<VirtualRouterSpec> specs) {
        Map<String, String> next = new HashMap<>();
        specs.forEach(spec -> next.put(spec.name(), spec.interfaceName()));
        Map<String, String> both = new HashMap<>(current);
        both.putAll(next);
        current = Map.copyOf(next);
        interfaces = Map.copyOf(both);
    }

    ReportCounts counts(long reportsDropped) {
        return transitions.with(reportsDropped, journal == null ? 0 : journal.lost());
    }

    /** Writes a report; never throws, so that a failure does not lose the following reports. */
    void write(Object report, long nowNanos) {
        try {
            if (report instanceof JournalEntry entry) {
                write(entry, nowNanos);
            } else if (report instanceof Notice notice) {
                notices.say(notice, nowNanos);
            } else if (report instanceof HealthCheckChange change) {
                write(change, nowNanos);
            }
        } catch (RuntimeException e) {
            notices.say(
                    warning(NoticeKind.REPORT_FAILED, "cannot write a report. Please report this bug: " + e), nowNanos);
        }
    }

    void dropped(long count, long nowNanos) {
        notices.say(
                warning(
                        NoticeKind.REPORTS_DROPPED,
                        count + " reports were lost: they came faster than they could be written"),
                nowNanos);
    }

    void close() {
        if (journal != null) {
            journal.close();
        }
    }

    private void write(JournalEntry entry, long nowNanos) {
        Reason reason = entry.step().reason();
        if (reason != null) {
            transitions.add(entry, reason);
            log.line(severity(reason), TransitionText.of(entry, reason, interfaces.get(entry.virtualRouter())));
        }
        if (journal != null) {
            journal.write(entry, nowNanos);
        }
    }

    private void write(HealthCheckChange change, long nowNanos) {
        log.line(change.healthy() ? Severity.INFO : Severity.WARNING, HealthCheckText.of(change));
        if (journal != null) {
            journal.write(change, nowNanos);
        }
    }

    private static Notice warning(NoticeKind kind, String message) {
        return new Notice(Severity.WARNING, "agent", kind, message);
    }

    private static Severity severity(Reason reason) {
        return switch (reason) {
            case LINK_DOWN, ADDRESS_MISSING, ADDRESS_STOLEN, PAUSED, HEALTH_CHECK_FAILED -> Severity.WARNING;
            case STARTED, OWNER, PEER_TIMEOUT, PEER_STOPPED, PREEMPTING, PEER_WITHDRAWN, SUPERIOR_PEER -> Severity.INFO;
            case MOVE_REQUESTED, GROUP_MEMBER, CONFIG_CHANGED, STOPPED -> Severity.INFO;
        };
    }
}
