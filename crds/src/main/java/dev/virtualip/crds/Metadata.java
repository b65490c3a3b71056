package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a Kubernetes object's metadata that a document of ours carries.
 *
 * @param name the name of the object; of a VRRPRouter, the node's name
 * @param labels labels, in the order given
 * @param annotations annotations, in the order given
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Metadata(@Nullable String name, Map<String, String> labels, Map<String, String> annotations) {

    /** Keeps copies; a map that a document leaves out arrives as null and counts as empty. */
    public Metadata {
        labels = labels == null ? Map.of() : new LinkedHashMap<>(labels);
        annotations = annotations == null ? Map.of() : new LinkedHashMap<>(annotations);
    }

    /** Metadata with a name and nothing else. */
    public static Metadata named(String name) {
        return new Metadata(name, Map.of(), Map.of());
    }
}
