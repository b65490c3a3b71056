package dev.virtualip.daemon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import dev.virtualip.crds.format.FieldPath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Collects all that Jackson cannot bind, where Jackson by itself stops at the first problem. */
public abstract class BindingProblems extends DeserializationProblemHandler {
    private final String root;

    /**
     * Creates one for a single document.
     *
     * @param root the path of the document, which begins that of each field
     */
    protected BindingProblems(String root) {
        this.root = root;
    }

    /**
     * Takes a value of another type than expected.
     *
     * @param isItem whether it is an item of a list
     * @return the value to bind in its place
     */
    protected abstract @Nullable Object onMismatch(String path, boolean isItem, Class<?> expected, JsonNode found)
            throws IOException;

    /** Takes a field that its record does not have. */
    protected abstract void onUnknownField(String path, Class<?> type, String name);

    @Override
    public final @Nullable Object handleUnexpectedToken(
            DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
            throws IOException {
        return mismatch(context, type.getRawClass(), parser);
    }

    @Override
    public final @Nullable Object handleWeirdStringValue(
            DeserializationContext context, Class<?> type, String value, String message) throws IOException {
        return mismatch(context, type, context.getParser());
    }

    @Override
    public final @Nullable Object handleWeirdNumberValue(
            DeserializationContext context, Class<?> type, Number value, String message) throws IOException {
        return mismatch(context, type, context.getParser());
    }

    @Override
    public final @Nullable Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> type,
            ValueInstantiator instantiator,
            JsonParser parser,
            String message)
            throws IOException {
        return mismatch(context, type, parser);
    }

    @Override
    public final @Nullable Object handleWeirdNativeValue(
            DeserializationContext context, JavaType type, Object value, JsonParser parser) throws IOException {
        return mismatch(context, type.getRawClass(), parser);
    }

    @Override
    public final boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            JsonDeserializer<?> deserializer,
            Object bean,
            String name)
            throws IOException {
        // Jackson sets unknown fields aside until it has built the record: then only the record's place is known.
        JsonParser main = context.getParser();
        String place = path(main.getParsingContext());
        parser.skipChildren();
        onUnknownField(parser.equals(main) ? place : FieldPath.field(place, name), deserializer.handledType(), name);
        return true;
    }

    private @Nullable Object mismatch(DeserializationContext context, Class<?> type, JsonParser parser)
            throws IOException {
        JsonStreamContext place = parser.getParsingContext();
        boolean isItem = (parser.currentToken().isStructStart() ? place.getParent() : place).inArray();
        String path = path(place);
        return onMismatch(path, isItem, type, context.readTree(parser));
    }

    private String path(JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        String path = parent == null ? root : path(parent);
        if (context.inObject() && context.getCurrentName() != null) {
            return FieldPath.field(path, context.getCurrentName());
        }
        return context.inArray() && context.hasCurrentIndex() ? FieldPath.item(path, context.getCurrentIndex()) : path;
    }
}
