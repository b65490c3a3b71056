package dev.virtualip.crds.condition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Condition as Kubernetes defines it.
 *
 * @param type what it is about, such as Accepted
 * @param status True, False or Unknown
 * @param reason one word in camel case
 * @param message a message for a person, with the remedy
 * @param lastTransitionTime when the status changed, RFC 3339
 * @param observedGeneration the generation of the spec that it describes; null without Kubernetes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        String type,
        String status,
        String reason,
        String message,
        @Nullable String lastTransitionTime,
        @Nullable Long observedGeneration) {

    /**
     * The next condition of a type; its transition time stays while its status does.
     *
     * @param before the condition of this type that is there now; null: none
     * @param now the time of a transition
     */
    public static Condition next(
            @Nullable Condition before,
            String type,
            ConditionStatus status,
            String reason,
            String message,
            Instant now,
            @Nullable Long observedGeneration) {
        String since = before != null && status.is(before.status()) ? before.lastTransitionTime() : null;
        return new Condition(
                type, status.text(), reason, message, since == null ? now.toString() : since, observedGeneration);
    }
}
