package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.NoticeKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Logs notices: the first of a kind and subject at once, then at most one per minute, with the number of omitted ones,
 * since bad cables and attackers must not fill the disk. Not thread-safe.
 */
final class NoticeLog {
    /** Largest number of remembered pairs of subject and kind; the least recently used one is forgotten. */
    static final int MAX_REMEMBERED = 1024;

    private static final long PAUSE_NANOS = 60_000_000_000L;

    /** Kinds that answer an action of an administrator, and are never omitted. */
    private static final Set<String> ALWAYS_SAID =
            Set.of(NoticeKind.CONFIG_APPLIED.text(), NoticeKind.CONFIG_REFUSED.text());

    private final LogSink log;
    private final Map<Topic, Spoken> spoken = new LinkedHashMap<>(16, 0.75f, true);

    NoticeLog(LogSink log) {
        this.log = log;
    }

    void say(Notice notice, long nowNanos) {
        Topic topic = new Topic(notice.subject(), notice.kind());
        Spoken last = spoken.get(topic);
        boolean isLimited = !ALWAYS_SAID.contains(notice.kind());
        if (isLimited && last != null && nowNanos - last.atNanos < PAUSE_NANOS) {
            last.leftOut++;
            return;
        }
        String more = last == null || last.leftOut == 0 ? "" : " (and " + last.leftOut + " more)";
        log.line(notice.severity(), notice.subject() + ": " + notice.message() + more);
        spoken.put(topic, new Spoken(nowNanos));
        if (spoken.size() > MAX_REMEMBERED) {
            spoken.remove(spoken.keySet().iterator().next());
        }
    }

    private record Topic(String subject, String kind) {}

    private static final class Spoken {
        private final long atNanos;
        private long leftOut;

        Spoken(long atNanos) {
            this.atNanos = atNanos;
        }
    }
}
