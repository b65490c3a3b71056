package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A health check. It is refused for now as a whole, so its other fields are not looked at: one message, not ten.
 *
 * @param name unique in the virtual router
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HealthCheck(@Nullable String name) {}
