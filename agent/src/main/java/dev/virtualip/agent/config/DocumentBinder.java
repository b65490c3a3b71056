package dev.virtualip.agent.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.virtualip.crds.format.FieldPath;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.daemon.BindingProblems;
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
                    ? FieldPath.item(path, reference.getIndex())
                    : FieldPath.field(path, reference.getFieldName());
        }
        return path;
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

    /** Reports what Jackson cannot bind. */
    private final class Collector extends BindingProblems {
        private Collector() {
            super("");
        }

        /** Returns a placeholder for an item, so that later items stay in place. */
        @Override
        protected @Nullable Object onMismatch(String path, boolean isItem, Class<?> expected, JsonNode found)
                throws IOException {
            if (found.isBinary()) {
                if (tree != null) {
                    report(path, "has no value; give one or remove the field");
                }
            } else if (expected.isRecord()) {
                // Without the value: it could be a password in the wrong place.
                report(
                        path,
                        "expected fields such as "
                                + DocumentMapper.fields(expected).getFirst() + ": …");
            } else {
                report(path, mismatch(expectation(expected), found));
            }
            return isItem ? DocumentMapper.empty(expected) : null;
        }

        @Override
        protected void onUnknownField(String path, Class<?> type, String name) {
            if (tree != null) {
                reportUnknown(type, path, name);
            }
        }
    }

    private void reportUnknown(Class<?> type, String path, String name) {
        List<String> known = DocumentMapper.fields(type);
        Optional<String> meant = NearestName.of(name, known).or(() -> deeper(type, name));
        String remedy = meant.map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "known here: " + String.join(", ", known));
        problems.add(tree == null ? 0 : tree.lineOf(path), path, "unknown field; " + remedy);
        String parent =
                path.substring(0, path.length() - FieldPath.field("", name).length());
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
