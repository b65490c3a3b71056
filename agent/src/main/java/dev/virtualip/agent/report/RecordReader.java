package dev.virtualip.agent.report;

import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.crds.AddressText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way back from what {@link RecordWriter} wrote, once it is maps, lists, text and numbers. */
public final class RecordReader {
    private RecordReader() {}

    /**
     * The value of this type.
     *
     * @throws IllegalArgumentException if the JSON is not one; the message says where
     */
    public static @Nullable Object read(Type type, @Nullable Object json) {
        if (json == null) {
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            List<Object> values = readList(generic.getActualTypeArguments()[0], cast(List.class, json));
            return generic.getRawType() == Set.class ? new LinkedHashSet<>(values) : values;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return readRecord(plain, cast(Map.class, json));
        }
        return plain.isSealed() && plain.isInterface()
                ? readVariant(plain, cast(Map.class, json))
                : readScalar(plain, json);
    }

    private static List<Object> readList(Type elementType, List<?> json) {
        List<Object> values = new ArrayList<>(json.size());
        for (Object element : json) {
            Object value = read(elementType, element);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static Object readRecord(Class<?> type, Map<?, ?> json) {
        RecordMembers members = RecordMembers.of(type);
        @Nullable Object[] values = new @Nullable Object[members.fields().size()];
        for (int i = 0; i < values.length; i++) {
            RecordMembers.Field field = members.fields().get(i);
            try {
                values[i] = read(field.type(), json.get(field.name()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(field.name() + ": " + e.getMessage(), e);
            }
        }
        return members.create(values);
    }

    private static Object readVariant(Class<?> sealed, Map<?, ?> json) {
        Object name = json.get("type");
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(variant -> variant.getSimpleName().equals(name))
                .findFirst()
                .map(variant -> readRecord(variant, json))
                .orElseThrow(() -> new IllegalArgumentException(name + " is no kind of " + sealed.getSimpleName()));
    }

    private static Object readScalar(Class<?> type, Object json) {
        if (type == boolean.class) {
            return cast(Boolean.class, json);
        }
        if (type == int.class) {
            return Math.toIntExact(cast(Long.class, json));
        }
        if (type == long.class || type == Long.class) {
            return cast(Long.class, json);
        }
        return readText(type, cast(String.class, json));
    }

    private static Object readText(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == InetAddress.class) {
            return AddressText.parse(text);
        }
        if (type == Instant.class) {
            return Instant.parse(text);
        }
        if (type == Reason.class) {
            return constant(Reason.values(), Reason::label, text);
        }
        if (type.isEnum()) {
            return constant(type.getEnumConstants(), String::valueOf, text);
        }
        throw new IllegalArgumentException("nothing in JSON becomes a " + type);
    }

    private static <T> Object constant(T[] constants, Function<? super T, String> name, String text) {
        return Arrays.stream(constants)
                .filter(constant -> name.apply(constant).equals(text))
                .map(Object.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text + " is unknown"));
    }

    private static <T> T cast(Class<T> type, Object json) {
        if (!type.isInstance(json)) {
            throw new IllegalArgumentException(json + " is no " + type.getSimpleName());
        }
        return type.cast(json);
    }
}
