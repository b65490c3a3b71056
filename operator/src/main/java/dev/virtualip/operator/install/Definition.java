package dev.virtualip.operator.install;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource definition as a document: a typed model would drop unknown fields.
 *
 * @param document the whole object
 */
record Definition(GenericKubernetesResource document) {

    /** The label with the schema version, a whole number. */
    static final String VERSION_LABEL = "virtualip.dev/schema-version";

    /** The version of a definition without the label: older than all others. */
    private static final int UNVERSIONED = 0;

    /** The name, as in {@code virtualips.virtualip.dev}. */
    String name() {
        return document.getMetadata().getName();
    }

    /** The resource version; null in a file. */
    @Nullable
    String resourceVersion() {
        return document.getMetadata().getResourceVersion();
    }

    /** The schema version. */
    int schemaVersion() {
        ObjectMeta metadata = document.getMetadata();
        Map<String, String> labels = metadata.getLabels();
        String value = labels == null ? null : labels.get(VERSION_LABEL);
        try {
            return value == null ? UNVERSIONED : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            return UNVERSIONED;
        }
    }

    /** Whether the API server serves it. */
    boolean established() {
        return "True".equals(condition("Established", "status"));
    }

    /** The reason why its names were refused; null: they were not. */
    @Nullable
    String namesRefused() {
        return "False".equals(condition("NamesAccepted", "status")) ? condition("NamesAccepted", "message") : null;
    }

    private @Nullable String condition(String type, String field) {
        List<Map<String, Object>> conditions = document.get("status", "conditions");
        return conditions == null
                ? null
                : conditions.stream()
                        .filter(condition -> type.equals(condition.get("type")))
                        .map(condition -> String.valueOf(condition.get(field)))
                        .findFirst()
                        .orElse(null);
    }
}
