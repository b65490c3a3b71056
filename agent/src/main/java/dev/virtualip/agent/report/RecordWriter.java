package dev.virtualip.agent.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.crds.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON, field by field: addresses and instants as text, reasons by the name that users see, the kinds of a
 * sealed type with their name in {@code type}; what is null is left out. Sets and maps come in a fixed order, so that
 * the same record always gives the same text.
 */
public final class RecordWriter {
    private RecordWriter() {}

    public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Record object -> writeObject(json, object);
            case Map<?, ?> map -> writeMap(json, map);
            case Set<?> set ->
                writeArray(
                        json,
                        set.stream()
                                .sorted(Comparator.comparing(String::valueOf))
                                .toList());
            case Collection<?> list -> writeArray(json, list);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Object scalar -> json.writeString(text(scalar));
        }
    }

    private static String text(Object scalar) {
        return switch (scalar) {
            case String text -> text;
            case InetAddress address -> AddressText.format(address);
            case Instant instant -> instant.toString();
            case Reason reason -> reason.label();
            case Enum<?> constant -> constant.name();
            case Object other -> throw new IllegalArgumentException("no JSON for " + other.getClass());
        };
    }

    private static void writeObject(JsonGenerator json, Record object) throws IOException {
        json.writeStartObject();
        writeFields(json, object);
        json.writeEndObject();
    }

    /** The fields of a record, inside of an object that was begun. */
    public static void writeFields(JsonGenerator json, Record object) throws IOException {
        RecordMembers members = RecordMembers.of(object.getClass());
        if (members.variant()) {
            json.writeStringField("type", object.getClass().getSimpleName());
        }
        for (RecordMembers.Field field : members.fields()) {
            Object value = field.of(object);
            if (field.unwrapped() && value instanceof Record inner) {
                writeFields(json, inner);
            } else if (value != null) {
                json.writeFieldName(field.name());
                write(json, value);
            }
        }
    }

    private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            json.writeFieldName(entry.getKey());
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeArray(JsonGenerator json, Collection<?> values) throws IOException {
        json.writeStartArray();
        for (Object value : values) {
            write(json, value);
        }
        json.writeEndArray();
    }
}
