package dev.virtualip.crds.report;

/** Severities of what a report names, the worst first. */
public enum Severity {
    /** The address does not answer, or two nodes answer. */
    DOWN,
    /** The last change is not carried out; what ran before stays. */
    REFUSED,
    /** The address answers, but a backup is missing or something is wrong. */
    DEGRADED,
    /** Something is under way, or worth knowing. */
    NOTICE,
    /** Nothing is wrong. */
    OK;

    /** Whether {@code --check} reports a problem. */
    public boolean isProblem() {
        return this == DOWN || this == REFUSED || this == DEGRADED;
    }
}
