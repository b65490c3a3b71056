package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of transitions. It is refused for now as a whole, so its other fields are not looked at.
 *
 * @param name unique in the document
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Notification(@Nullable String name) {}
