package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a Backup takes over from a living Active of lower priority.
 *
 * @param policy Always: the better one takes over when it comes back; Never: it waits until it is needed; default:
 *     Always
 * @param delay how long it waits before it takes over from a living one, 0s..1000s; never before it replaces a dead
 *     one; default: 0s
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
