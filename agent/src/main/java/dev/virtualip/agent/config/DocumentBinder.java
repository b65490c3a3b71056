package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.virtualip.crds.format.QuotedText;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds a document to the records of {@code crds}. Continues after each problem, so that all of them are found at once,
 * each with its path and line.
 */
public final class DocumentBinder {
    private final FileProblems problems;
    private final @Nullable DocumentTree tree;
    private final Set<String> unreadable = new HashSet<>();

    private DocumentBinder(FileProblems problems, @Nullable DocumentTree tree) {
        this.problems = problems;
        this.tree = tree;
        if (tree != null) {
            unreadable.addAll(tree.truncated());
        }
    }

    /** A binder that refuses fields that are unknown or have no value: for files. */
    public static DocumentBinder strict(FileProblems problems, DocumentTree tree) {
        return new DocumentBinder(problems, tree);
    }

    /** A binder that ignores unknown fields: for documents whose author may be newer than this agent. */
    public static DocumentBinder lenient(FileProblems problems) {
        return new DocumentBinder(problems, null);
    }

    /**
     * The document as a record, or null if it is not even a mapping. With problems it holds what could be read; items
     * of lists keep their positions.
     */
    public <R extends Record> @Nullable R bind(JsonNode root, Class<R> type) {
        try {
            return DocumentMapper.get()
                    .readerFor(type)
                    .withHandler(new Collector())
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(withoutEmptyTexts(root));
        } catch (MismatchedInputException e) {
            report(path(e), "expected " + expectation(e.getTargetType()));
        } catch (IOException e) {
            report("", "cannot be read (%s); correct or remove it".formatted(e.getMessage()));
        }
        return null;
    }

    /**
     * A copy in which empty texts are embedded objects. Where a list or a record belongs, Jackson throws at an empty
     * text instead of asking the handler, and the problems behind it would not be found.
     */
    private static JsonNode withoutEmptyTexts(JsonNode node) {
        if (node.isTextual() && node.textValue().isEmpty()) {
            return JsonNodeFactory.instance.rawValueNode(DocumentMapper.EMPTY_TEXT);
        }
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), withoutEmptyTexts(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(withoutEmptyTexts(item)));
            return copy;
        }
        return node;
    }

    /** The paths whose values could not be read, or are written under a mistyped name. */
    public Set<String> unreadable() {
        return unreadable;
    }

    /** The message for a value of another type than expected. */
    public static String mismatch(String expected, JsonNode found) {
        return "expected " + expected + ", found "
                + (found.isObject() ? "fields" : found.isArray() ? "a list" : QuotedText.of(text(found)));
    }

    private static String text(JsonNode scalar) {
        return scalar.isPojo() ? "" : scalar.asText();
    }

    private void report(String path, String message) {
        problems.add(tree == null ? 0 : tree.lineOf(path), path, message);
        unreadable.add(path);
    }

    private static String path(JsonMappingException e) {
        String path = "";
        for (JsonMappingException.Reference reference : e.getPath()) {
            path = reference.getFieldName() == null
                    ? DocumentTree.item(path, reference.getIndex())
                    : DocumentTree.field(path, reference.getFieldName());
        }
        return path;
    }

    private static String path(JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        String path = parent == null ? "" : path(parent);
        if (context.inObject() && context.getCurrentName() != null) {
            return DocumentTree.field(path, context.getCurrentName());
        }
        return context.inArray() && context.hasCurrentIndex()
                ? DocumentTree.item(path, context.getCurrentIndex())
                : path;
    }

    private static String expectation(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type.isEnum()) {
            return "one of " + String.join(", ", DocumentMapper.names(type));
        }
        if (type == Integer.class) {
            return "a whole number without quotes";
        }
        if (Iterable.class.isAssignableFrom(type)) {
            return "a list: [first, second]";
        }
        return type == Boolean.class ? "true or false" : type == String.class ? "text" : "fields";
    }

    /** Collects what Jackson cannot bind, in place of its exceptions. */
    private final class Collector extends DeserializationProblemHandler {
        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
                throws IOException {
            return mismatch(context, type.getRawClass(), parser);
        }

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String value, String message) throws IOException {
            return mismatch(context, type, context.getParser());
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> type, Number value, String message) throws IOException {
            return mismatch(context, type, context.getParser());
        }

        @Override
        public @Nullable Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> type,
                ValueInstantiator instantiator,
                JsonParser parser,
                String message)
                throws IOException {
            return mismatch(context, type, parser);
        }

        @Override
        public @Nullable Object handleWeirdNativeValue(
                DeserializationContext context, JavaType type, Object value, JsonParser parser) throws IOException {
            return mismatch(context, type.getRawClass(), parser);
        }

        /** Reports a value of the wrong type; returns a placeholder for an item, so that later items stay in place. */
        private @Nullable Object mismatch(DeserializationContext context, Class<?> type, JsonParser parser)
                throws IOException {
            JsonStreamContext place = parser.getParsingContext();
            boolean isItem = (parser.currentToken().isStructStart() ? place.getParent() : place).inArray();
            String path = path(place);
            JsonNode found = context.readTree(parser);
            if (found.isBinary()) {
                if (tree != null) {
                    report(path, "has no value; give one or remove the field");
                }
            } else if (type.isRecord()) {
                // Without the value: it could be a password in the wrong place.
                report(
                        path,
                        "expected fields such as " + DocumentMapper.fields(type).getFirst() + ": …");
            } else {
                report(path, DocumentBinder.mismatch(expectation(type), found));
            }
            return isItem ? DocumentMapper.empty(type) : null;
        }

        @Override
        public boolean handleUnknownProperty(
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
            if (tree != null) {
                Class<?> type = deserializer.handledType();
                reportUnknown(type, parser.equals(main) ? place : DocumentTree.field(place, name), name);
            }
            return true;
        }
    }

    private void reportUnknown(Class<?> type, String path, String name) {
        List<String> known = DocumentMapper.fields(type);
        Optional<String> meant = NearestName.of(name, known).or(() -> deeper(type, name));
        String remedy = meant.map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "known here: " + String.join(", ", known));
        problems.add(tree == null ? 0 : tree.lineOf(path), path, "unknown field; " + remedy);
        String parent =
                path.substring(0, path.length() - DocumentTree.field("", name).length());
        meant.map(field -> parent + field)
                .filter(field -> tree != null && !tree.has(field))
                .ifPresent(unreadable::add);
    }

    /** The field of this name one level deeper, if there is exactly one: it was written one level too high. */
    private static Optional<String> deeper(Class<?> type, String name) {
        List<String> found = new ArrayList<>();
        List<String> fields = DocumentMapper.fields(type);
        List<RecordComponent> components = Arrays.asList(type.getRecordComponents());
        for (int i = 0; i < fields.size(); i++) {
            if (components.get(i).getType().isRecord()) {
                String outer = fields.get(i);
                DocumentMapper.fields(components.get(i).getType()).stream()
                        .filter(name::equalsIgnoreCase)
                        .forEach(inner -> found.add(outer + "." + inner));
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
