package dev.virtualip.agent.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a record of {@code crds} looks as a document.
 *
 * @param fields its fields in order
 * @param constructor takes one value for each field
 * @param ignoresUnknown whether further fields are passed over
 */
record RecordShape(List<Field> fields, Constructor<?> constructor, boolean ignoresUnknown) {

    /**
     * A field of a document.
     *
     * @param name as the document writes it
     * @param type what it holds
     * @param accessor reads it
     */
    record Field(String name, Type type, Method accessor) {

        /** Its value in a record. */
        @Nullable
        Object of(Record holder) {
            try {
                return accessor.invoke(holder);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(accessor + " cannot be read", e);
            }
        }
    }

    static RecordShape of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Field> fields = Arrays.stream(components)
                .map(component -> new Field(
                        documentName(component.getAccessor(), component.getName()),
                        component.getGenericType(),
                        component.getAccessor()))
                .toList();
        JsonIgnoreProperties ignored = type.getAnnotation(JsonIgnoreProperties.class);
        try {
            return new RecordShape(
                    fields, type.getDeclaredConstructor(types), ignored != null && ignored.ignoreUnknown());
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is no record", e);
        }
    }

    /** The constants of an enum by the name that a document writes. */
    static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (java.lang.reflect.Field field : type.getFields()) {
            if (field.isEnumConstant()) {
                constants.put(documentName(field, field.getName()), valueOf(field));
            }
        }
        return constants;
    }

    /** The name that a document writes for a constant. */
    static String documentName(Enum<?> constant) {
        return constants(constant.getDeclaringClass()).entrySet().stream()
                .filter(entry -> entry.getValue() == constant)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(constant.name());
    }

    List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** A new record; null stands for what the document leaves out. */
    Object create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " refused the values of a document", e);
        }
    }

    /** A record like another one but for one field. */
    static <R extends Record> R with(R record, String field, @Nullable Object value) {
        RecordShape shape = of(record.getClass());
        @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
        for (int i = 0; i < values.length; i++) {
            Field each = shape.fields().get(i);
            values[i] = each.name().equals(field) ? value : each.of(record);
        }
        @SuppressWarnings("unchecked") // The constructor is that of the record's own class.
        R changed = (R) shape.create(values);
        return changed;
    }

    private static Object valueOf(java.lang.reflect.Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(constant + " is not public", e);
        }
    }

    private static String documentName(AnnotatedElement element, String javaName) {
        JsonProperty property = element.getAnnotation(JsonProperty.class);
        return property == null ? javaName : property.value();
    }
}
