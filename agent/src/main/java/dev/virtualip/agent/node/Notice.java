package dev.virtualip.agent.node;

/**
 * Something worth a log line that is no transition. Notices of one kind about one subject are rate-limited where they
 * are written, since bad cables and attackers can cause them.
 *
 * @param severity how bad it is
 * @param subject the virtual router or the interface
 * @param kind one word, the same for all notices that say the same
 * @param message the line, with the remedy where there is one
 */
public record Notice(Severity severity, String subject, String kind, String message) {

    /** How bad it is. */
    public enum Severity {
        /** Good to know. */
        INFO,
        /** Something is not as it should be. */
        WARNING
    }
}
