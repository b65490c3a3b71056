package dev.virtualip.operator.install;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource definition as a document: typed models would drop what they do not know.
 *
 * @param document all of it
 */
record Definition(GenericKubernetesResource document) {

    /** The label with the version of our schemas, a whole number. */
    static final String VERSION_LABEL = "virtualip.dev/schema-version";

    /** The version of a definition that says none: older than all. */
    private static final int NONE = 0;

    /** Its name, as in {@code virtualips.virtualip.dev}. */
    String name() {
        return document.getMetadata().getName();
    }

    /** Which state of the cluster this is; null in a file. */
    @Nullable
    String resourceVersion() {
        return document.getMetadata().getResourceVersion();
    }

    /** The version of the schema. */
    int schemaVersion() {
        ObjectMeta metadata = document.getMetadata();
        Map<String, String> labels = metadata.getLabels();
        String value = labels == null ? null : labels.get(VERSION_LABEL);
        try {
            return value == null ? NONE : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    /** Whether the API server serves it. */
    boolean established() {
        return "True".equals(condition("Established", "status"));
    }

    /** Why it is not served; null: nothing speaks against it. */
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
