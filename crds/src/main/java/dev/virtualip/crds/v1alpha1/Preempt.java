package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Preemption of a working Active by a Backup of higher priority.
 *
 * @param policy Always: a Backup of higher priority takes over; Never: it takes over only when the Active fails;
 *     default: Always
 * @param delay the time that it waits before it preempts a working Active, 0s..1000s; it does not delay the takeover
 *     from a failed one; default: 0s
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Preempt(@Nullable Policy policy, @Nullable String delay) {
    /** The defaults: every field left out. */
    public static final Preempt DEFAULT = new Preempt(null, null);

    /** Choice of whether a Backup preempts. */
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
