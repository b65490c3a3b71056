package dev.virtualip.agent.node;

/**
 * Log message that is not a transition. Notices of one kind about one subject are rate-limited where they
 * are written, since bad cables and attackers can cause them.
 *
 * @param severity its severity
 * @param subject the virtual router or the interface
 * @param kind the same for all notices that say the same: the text of a {@link NoticeKind} or of a reason of a
 *     condition, more can follow it
 * @param message the line, with the remedy where there is one
 */
public record Notice(Severity severity, String subject, String kind, String message) {
    /** A notice of a kind by itself. */
    public Notice(Severity severity, String subject, NoticeKind kind, String message) {
        this(severity, subject, kind.text(), message);
    }

    /** Severity of a notice. */
    public enum Severity {
        /** Information. */
        INFO,
        /** A problem. */
        WARNING
    }
}
