package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A condition in the sense of Kubernetes.
 *
 * @param type what it is about, such as Accepted
 * @param status True, False or Unknown
 * @param reason one word in camel case
 * @param message what is so, for a person, with the remedy
 * @param lastTransitionTime when the status changed, RFC 3339
 * @param observedGeneration the generation that it speaks of; null without Kubernetes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        String type,
        String status,
        String reason,
        String message,
        @Nullable String lastTransitionTime,
        @Nullable Long observedGeneration) {}
