package dev.virtualip.agent.config;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jackson's mapper for documents: the records of {@code crds} as JSON or YAML, without any conversion of scalars. */
public final class DocumentMapper {
    /** An empty text as a value that Jackson does not interpret. */
    static final RawValue EMPTY_TEXT = new RawValue("");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addDeserializer(String.class, new ScalarDeserializer<>(String.class))
                    .addDeserializer(Integer.class, new ScalarDeserializer<>(Integer.class))
                    .addDeserializer(Boolean.class, new ScalarDeserializer<>(Boolean.class)))
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            // An empty text is written, unlike an empty list.
            .withConfigOverride(
                    String.class,
                    override -> override.setIncludeAsProperty(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL)))
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private DocumentMapper() {}

    /** The mapper. */
    public static ObjectMapper get() {
        return MAPPER;
    }

    /** The fields of a record by the names that documents write, in order. */
    static List<String> fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> name(component.getAccessor(), component.getName()))
                .toList();
    }

    /** The constants of an enum by the names that documents write, in order. */
    static List<String> names(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(constant -> name(constant, constant.getName()))
                .toList();
    }

    /** A record without fields, or an empty text; null for other types. */
    static @Nullable Object empty(Class<?> type) throws IOException {
        return type.isRecord() ? MAPPER.readValue("{}", type) : type == String.class ? "" : null;
    }

    private static String name(AnnotatedElement element, String javaName) {
        JsonProperty property = element.getAnnotation(JsonProperty.class);
        return property == null ? javaName : property.value();
    }

    /** Deserializer that takes a number or a truth value only where one is written, and any scalar as text. */
    private static final class ScalarDeserializer<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;

        private ScalarDeserializer(Class<T> type) {
            super(type);
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            @SuppressWarnings("unchecked") // The constructor names the type.
            Class<T> type = (Class<T>) handledType();
            JsonToken token = parser.currentToken();
            if (type == String.class && token.isScalarValue() && token != JsonToken.VALUE_EMBEDDED_OBJECT) {
                return type.cast(parser.getText());
            }
            if (type == String.class && EMPTY_TEXT.equals(parser.getEmbeddedObject())) {
                return type.cast("");
            }
            if (type == Integer.class && token.isNumeric() && parser.getNumberType() == JsonParser.NumberType.INT) {
                return type.cast(parser.getIntValue());
            }
            if (type == Boolean.class && token.isBoolean()) {
                return type.cast(parser.getBooleanValue());
            }
            return type.cast(context.handleUnexpectedToken(type, parser));
        }
    }
}
