package dev.virtualip.agent.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an object or a list, as far as this agent reads it.
 *
 * @param uid the object's UID
 * @param generation counts the changes of its spec
 * @param resourceVersion its version, or that of the list
 * @param annotations its annotations
 */
public record ObjectMetadata(
        @Nullable String uid,
        @Nullable Long generation,
        @Nullable String resourceVersion,
        Map<String, String> annotations) {

    /** Metadata of an answer that has none. */
    static final ObjectMetadata NONE = new ObjectMetadata(null, null, null, Map.of());

    /** Keeps a copy of the annotations. */
    public ObjectMetadata {
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
