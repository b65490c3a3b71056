package dev.virtualip.agent.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a record looks in JSON.
 *
 * @param fields its fields in order
 * @param variant whether it is one of the kinds of a sealed type; then its simple name is the field {@code type}
 * @param constructor takes one value for each field
 */
record RecordMembers(List<Field> fields, boolean variant, Constructor<?> constructor) {
    private static final ClassValue<RecordMembers> KNOWN = new ClassValue<>() {
        @Override
        protected RecordMembers computeValue(Class<?> type) {
            return inspect(type);
        }
    };

    /**
     * A field in JSON.
     *
     * @param name as JSON writes it
     * @param type what it holds
     * @param accessor reads it
     * @param unwrapped whether the fields of its record stand in its place
     */
    record Field(String name, Type type, Method accessor, boolean unwrapped) {

        /** Its value in a record. */
        @Nullable
        Object of(Object holder) {
            try {
                accessor.setAccessible(true);
                return accessor.invoke(holder);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(accessor + " cannot be read", e);
            }
        }
    }

    static RecordMembers of(Class<?> type) {
        return KNOWN.get(type);
    }

    /**
     * A new record; null stands for what JSON leaves out.
     *
     * @throws IllegalArgumentException if the record refuses the values
     */
    Object create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("a field is missing or wrong: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " cannot be called", e);
        }
    }

    private static RecordMembers inspect(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        boolean variant = Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
        try {
            return new RecordMembers(
                    Arrays.stream(components).map(RecordMembers::field).toList(),
                    variant,
                    type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is no record", e);
        }
    }

    private static Field field(RecordComponent component) {
        Method accessor = component.getAccessor();
        JsonProperty property = accessor.getAnnotation(JsonProperty.class);
        return new Field(
                property == null ? component.getName() : property.value(),
                component.getGenericType(),
                accessor,
                accessor.isAnnotationPresent(JsonUnwrapped.class));
    }
}
