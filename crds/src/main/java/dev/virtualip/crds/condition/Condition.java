package dev.virtualip.crds.condition;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        @Nullable Long observedGeneration) {}
