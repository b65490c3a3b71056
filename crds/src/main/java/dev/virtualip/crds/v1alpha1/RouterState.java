package dev.virtualip.crds.v1alpha1;

import org.jspecify.annotations.Nullable;

/** States of a virtual router on one node (RFC 9568 section 6.4, and Releasing). */
public enum RouterState {
    /** Does not take part: not started, stopped, or unable to run. */
    INITIALIZE("Initialize"),
    /** Monitors the Active and takes over when it fails. */
    BACKUP("Backup"),
    /** Holds the addresses and advertises. */
    ACTIVE("Active"),
    /** Has given up the role and still answers until its successor announces the addresses. */
    RELEASING("Releasing");

    private final String text;

    RouterState(String text) {
        this.text = text;
    }

    /** The text that the API shows. */
    public String text() {
        return text;
    }

    /** Whether a status shows this state. */
    public boolean is(@Nullable String other) {
        return text.equals(other);
    }

    /** The state with this text; null: none, as a newer agent may report. */
    public static @Nullable RouterState of(@Nullable String text) {
        for (RouterState each : values()) {
            if (each.is(text)) {
                return each;
            }
        }
        return null;
    }
}
