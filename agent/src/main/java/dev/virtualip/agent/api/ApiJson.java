package dev.virtualip.agent.api;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of the API server into records. Skips fields that the records lack, such as an object's status. */
final class ApiJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ApiJson() {}

    /** Object of any kind with its metadata alone. */
    record Identified(@Nullable ObjectMetadata metadata) {}

    /** List of objects. */
    record ObjectList<T>(
            @Nullable ObjectMetadata metadata, @Nullable List<T> items) {}

    /** Event of a watch. */
    record WatchEvent<T>(@Nullable String type, @Nullable T object) {}

    /** Kind of a watch event without its object. */
    record EventType(@Nullable String type) {}

    /** Error answer of Kubernetes. */
    record ErrorStatus(@Nullable Integer code, @Nullable String message) {}

    static <T> T read(byte[] json, Class<T> type) throws IOException {
        return notNull(MAPPER.readValue(json, type));
    }

    static <T> ObjectList<T> readList(byte[] json, Class<T> item) throws IOException {
        JavaType type = MAPPER.getTypeFactory().constructParametricType(ObjectList.class, item);
        ObjectList<T> list = MAPPER.readValue(json, type);
        return notNull(list);
    }

    static <T> WatchEvent<T> readEvent(byte[] json, Class<T> object) throws IOException {
        JavaType type = MAPPER.getTypeFactory().constructParametricType(WatchEvent.class, object);
        WatchEvent<T> event = MAPPER.readValue(json, type);
        return notNull(event);
    }

    private static <T> T notNull(@Nullable T value) throws IOException {
        if (value == null) {
            throw new IOException("the JSON is null");
        }
        return value;
    }
}
