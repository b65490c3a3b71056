package dev.virtualip.crds.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a record and its schema side by side, the innermost records first: describes every field, and lets the
 * rules of each record be added.
 *
 * @param descriptions what the fields are
 * @param rules adds the rules of a record to its shape
 * @param audience who writes what the schema describes
 */
record RecordWalk(Descriptions descriptions, BiConsumer<Class<?>, Shape> rules, Audience audience) {

    void visit(Class<?> record, JSONSchemaProps schema) {
        for (RecordComponent component : record.getRecordComponents()) {
            JSONSchemaProps property =
                    Objects.requireNonNull(schema.getProperties().get(nameOf(component)));
            property.setDescription(descriptions.of(record, component.getName()));
            visitInside(component.getGenericType(), property);
        }
        rules.accept(record, new Shape(schema, audience));
    }

    private void visitInside(Type type, JSONSchemaProps property) {
        Class<?> inside = recordIn(type);
        boolean list = type instanceof ParameterizedType;
        if (inside != null) {
            visit(inside, list ? property.getItems().getSchema() : property);
        }
    }

    private static @Nullable Class<?> recordIn(Type type) {
        return switch (type) {
            case Class<?> plain when plain.isRecord() -> plain;
            case ParameterizedType list -> recordIn(list.getActualTypeArguments()[0]);
            default -> null;
        };
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null ? component.getName() : property.value();
    }
}
