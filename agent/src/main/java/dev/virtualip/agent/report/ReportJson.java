package dev.virtualip.agent.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.crds.format.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Jackson's mapper for reports: addresses and instants as text, reasons by the name that users see, the variants of a
 * sealed type with their name in the field {@code type}; null is omitted. Sets and maps are sorted, so that equal
 * records have equal JSON.
 */
public final class ReportJson {
    private static final ObjectMapper MAPPER = mapper();

    private ReportJson() {}

    /** The mapper. */
    public static ObjectMapper get() {
        return MAPPER;
    }

    /** Writes the name of a variant into the field {@code type}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Variant {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addSerializer(InetAddress.class, new TextSerializer<>(InetAddress.class, AddressText::format))
                        .addSerializer(Instant.class, new TextSerializer<>(Instant.class, Instant::toString))
                        .addSerializer(Reason.class, new TextSerializer<>(Reason.class, Reason::label))
                        .addSerializer(new SortedSetSerializer())
                        .addDeserializer(
                                InetAddress.class, new TextDeserializer<>(InetAddress.class, AddressText::parse))
                        .addDeserializer(Instant.class, new TextDeserializer<>(Instant.class, Instant::parse))
                        .addDeserializer(Reason.class, new TextDeserializer<>(Reason.class, ReportJson::reason)))
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        for (Class<?> sealed : List.of(State.class, Event.class, Action.class)) {
            mapper.addMixIn(sealed, Variant.class);
            for (Class<?> variant : sealed.getPermittedSubclasses()) {
                mapper.registerSubtypes(new NamedType(variant, variant.getSimpleName()));
            }
        }
        return mapper;
    }

    private static Reason reason(String label) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown reason " + label));
    }

    private static final class TextSerializer<T> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1;
        private final transient Function<? super T, String> format;

        private TextSerializer(Class<T> type, Function<? super T, String> format) {
            super(type);
            this.format = format;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(format.apply(value));
        }
    }

    private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final transient Function<String, ? extends T> parse;

        private TextDeserializer(Class<T> type, Function<String, ? extends T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return parse.apply(json.getText());
            } catch (RuntimeException e) {
                throw JsonMappingException.from(json, e.getMessage(), e);
            }
        }
    }

    private static final class SortedSetSerializer extends StdScalarSerializer<Set<?>> {
        private static final long serialVersionUID = 1;

        private SortedSetSerializer() {
            super(Set.class, false);
        }

        @Override
        public void serialize(Set<?> set, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartArray();
            for (Object element :
                    set.stream().sorted(Comparator.comparing(String::valueOf)).toList()) {
                provider.defaultSerializeValue(element, json);
            }
            json.writeEndArray();
        }
    }
}
