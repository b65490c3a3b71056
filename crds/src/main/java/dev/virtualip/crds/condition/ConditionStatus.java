package dev.virtualip.crds.condition;

import org.jspecify.annotations.Nullable;

/** Statuses of a condition. */
public enum ConditionStatus {
    /** The condition holds. */
    TRUE("True"),
    /** The condition does not hold. */
    FALSE("False"),
    /** It is not known whether the condition holds. */
    UNKNOWN("Unknown");

    private final String text;

    ConditionStatus(String text) {
        this.text = text;
    }

    /** The text that the API shows. */
    public String text() {
        return text;
    }

    /** Whether a condition has this status. */
    public boolean is(@Nullable String other) {
        return text.equals(other);
    }
}
