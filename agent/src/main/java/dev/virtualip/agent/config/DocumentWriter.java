package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of {@code crds} as JSON, as {@link DocumentBinder} reads it; what is null or empty is left out. */
final class DocumentWriter {
    private DocumentWriter() {}

    static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Record object -> writeFields(json, object);
            case Map<?, ?> map -> writeMap(json, map);
            case Collection<?> list -> {
                json.writeStartArray();
                for (Object element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Enum<?> constant -> json.writeString(RecordShape.documentName(constant));
            case String text -> json.writeString(text);
            case Object other -> throw new IllegalArgumentException("no document has a " + other.getClass());
        }
    }

    private static void writeFields(JsonGenerator json, Record object) throws IOException {
        RecordShape shape = RecordShape.of(object.getClass());
        json.writeStartObject();
        for (RecordShape.Field field : shape.fields()) {
            Object value = field.of(object);
            if (value != null && !isEmpty(value)) {
                json.writeFieldName(field.name());
                write(json, value);
            }
        }
        json.writeEndObject();
    }

    private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static boolean isEmpty(@Nullable Object value) {
        return (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }
}
