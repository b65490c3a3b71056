package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a Backup takes over from a living Active of lower priority.
 *
 * @param policy whether it does; default: Always
 * @param delay how long it waits, 0s..1000s; holds a preemption, never a takeover from a dead router
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Preempt(@Nullable Policy policy, @Nullable String delay) {
    /** What holds when a document says nothing. */
    static final Preempt DEFAULT = new Preempt(null, null);

    /** Whether a Backup preempts. */
    public enum Policy {
        /** It preempts: the default. */
        @JsonProperty("Always")
        ALWAYS,
        /** It waits until the Active gives up or falls silent. */
        @JsonProperty("Never")
        NEVER
    }

    /** The policy, or its default. */
    public Policy policyOrDefault() {
        return policy == null ? Policy.ALWAYS : policy;
    }

    /** The delay, or its default. */
    public String delayOrDefault() {
        return delay == null ? "0s" : delay;
    }
}
