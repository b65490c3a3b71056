package dev.virtualip.crds.schema;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;

/** The columns of {@code kubectl get}. */
final class Columns {
    static final CustomResourceColumnDefinition AGE = time("Age", ".metadata.creationTimestamp");

    private Columns() {}

    static CustomResourceColumnDefinition text(String name, String path) {
        return column(name, path, "string");
    }

    static CustomResourceColumnDefinition number(String name, String path) {
        return column(name, path, "integer");
    }

    /** How long ago something was. */
    static CustomResourceColumnDefinition time(String name, String path) {
        return column(name, path, "date");
    }

    /** The status of a condition. */
    static CustomResourceColumnDefinition condition(String type) {
        return text(type, ".status.conditions[?(@.type==\"" + type + "\")].status");
    }

    /** The same for {@code -o wide} only. */
    static CustomResourceColumnDefinition wide(CustomResourceColumnDefinition column) {
        return new CustomResourceColumnDefinitionBuilder(column).withPriority(1).build();
    }

    private static CustomResourceColumnDefinition column(String name, String path, String type) {
        return new CustomResourceColumnDefinitionBuilder()
                .withName(name)
                .withJsonPath(path)
                .withType(type)
                .build();
    }
}
