package dev.virtualip.agent.config;

import dev.virtualip.agent.config.RecordShape.Field;
import dev.virtualip.crds.format.QuotedText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree of YAML into records. It goes on after a problem, so that all of them are found, and remembers the line
 * of every field, so that later rules can name it too.
 */
final class DocumentBinder {
    private static final int MAX_ITEMS = 1024;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final FileProblems problems;
    private final boolean lenient;
    private final ScalarReader scalars;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Map<Class<?>, RecordShape> shapes = new HashMap<>();
    private int rootLine = 1;

    /**
     * A binder for one document.
     *
     * @param problems where to put what is wrong
     * @param lenient whether fields that are not known, and fields without a value, are passed over: who wrote the
     *     document may be newer than this agent
     */
    DocumentBinder(FileProblems problems, boolean lenient) {
        this.problems = problems;
        this.lenient = lenient;
        this.scalars = new ScalarReader(problems);
    }

    /**
     * The document as a record, or null if it is not even a mapping. With problems it holds what could be read; items
     * of lists keep their places.
     */
    <R extends Record> @Nullable R bind(YamlNode root, Class<R> type) {
        rootLine = root.line();
        return type.cast(bindRecord(root, "", type));
    }

    /** The places whose values could not be read, or stand under another name by mistake. */
    Set<String> unreadable() {
        return unreadable;
    }

    /** Whether the document has something in a place. */
    boolean has(String path) {
        return lines.containsKey(path);
    }

    /** The line of a place in the document, or of the nearest one around it. */
    int lineOf(String path) {
        String place = path;
        while (!place.isEmpty()) {
            Integer line = lines.get(place);
            if (line != null) {
                return line;
            }
            place = place.substring(0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
        }
        return rootLine;
    }

    private @Nullable Object bindRecord(YamlNode node, String path, Class<?> type) {
        RecordShape shape = shapes.computeIfAbsent(type, RecordShape::of);
        if (!(node instanceof YamlNode.Mapping mapping)) {
            // Without the value found: it could be a password in the wrong place.
            unreadable(path, "expected fields such as " + shape.names().getFirst() + ": …");
            return null;
        }
        Map<String, YamlNode> entries = entries(mapping, path);
        @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
        for (int i = 0; i < values.length; i++) {
            Field field = shape.fields().get(i);
            YamlNode value = entries.remove(field.name());
            values[i] = value == null ? null : bindValue(value, child(path, field.name()), field.type());
        }
        if (!shape.ignoresUnknown() && !lenient) {
            entries.keySet().forEach(name -> unknownField(path, name, shape));
        }
        return shape.create(values);
    }

    private @Nullable Object bindValue(YamlNode node, String path, Type type) {
        if (ScalarReader.isNothing(node)) {
            if (lenient) {
                return null;
            }
            unreadable(path, "has no value; give one or remove the field");
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class ? bindList(node, path, last) : bindMap(node, path, last);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return bindRecord(node, path, wanted);
        }
        if (node instanceof YamlNode.Scalar scalar) {
            Object value = scalars.read(scalar, lineOf(path), path, wanted);
            if (value == null) {
                unreadable.add(path);
            }
            return value;
        }
        wrongType(node, path, ScalarReader.expectation(wanted));
        return null;
    }

    private @Nullable Object bindList(YamlNode node, String path, Type itemType) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            wrongType(node, path, "a list: [first, second]");
            return null;
        }
        List<Object> items = new ArrayList<>();
        int size = Math.min(sequence.items().size(), MAX_ITEMS);
        if (size < sequence.items().size()) {
            unreadable(path, "has too many items; give at most " + MAX_ITEMS);
        }
        for (int i = 0; i < size; i++) {
            YamlNode item = sequence.items().get(i);
            String place = path + "[" + i + "]";
            lines.put(place, item.line());
            Object bound = bindValue(item, place, itemType);
            Optional.ofNullable(bound == null ? placeholder(itemType) : bound).ifPresent(items::add);
        }
        return items;
    }

    /** Stands for an item that could not be read, so that those behind it keep their places; null: there is none. */
    private @Nullable Object placeholder(Type itemType) {
        if (itemType instanceof Class<?> type && type.isRecord()) {
            RecordShape shape = shapes.computeIfAbsent(type, RecordShape::of);
            return shape.create(new @Nullable Object[shape.fields().size()]);
        }
        return itemType == String.class ? "" : null;
    }

    private @Nullable Object bindMap(YamlNode node, String path, Type valueType) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            wrongType(node, path, "fields");
            return null;
        }
        Map<String, Object> bound = new LinkedHashMap<>();
        entries(mapping, path)
                .forEach((name, value) -> Optional.ofNullable(bindValue(value, child(path, name), valueType))
                        .ifPresent(it -> bound.put(name, it)));
        return bound;
    }

    /** The entries of a mapping by name, in order; their lines are kept, and repeated names reported. */
    private Map<String, YamlNode> entries(YamlNode.Mapping mapping, String path) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            String place = child(path, entry.name());
            if (entries.putIfAbsent(entry.name(), entry.value()) == null) {
                lines.put(place, entry.line());
            } else {
                problems.add(
                        entry.line(), place, "is given twice, first on line %d; remove one".formatted(lineOf(place)));
            }
        }
        return entries;
    }

    private void unknownField(String path, String name, RecordShape shape) {
        String place = child(path, name);
        Optional<String> meant = NearestName.of(name, shape.names());
        Optional<String> deeper = deeper(name, shape);
        String remedy = meant.map(nearest -> "did you mean " + nearest + "?")
                .or(() -> deeper.map(inner -> "did you mean " + inner + "?"))
                .orElseGet(() -> "known here: " + String.join(", ", shape.names()));
        problems.add(lineOf(place), place, "unknown field; " + remedy);
        meant.or(() -> deeper)
                .map(field -> path.isEmpty() ? field : path + "." + field)
                .filter(field -> !has(field))
                .ifPresent(unreadable::add);
    }

    /** The field of this name one level deeper, if there is only one: it was written one level too high. */
    private Optional<String> deeper(String name, RecordShape shape) {
        List<String> found = new ArrayList<>();
        for (Field field : shape.fields()) {
            if (field.type() instanceof Class<?> type && type.isRecord()) {
                shapes.computeIfAbsent(type, RecordShape::of).names().stream()
                        .filter(name::equalsIgnoreCase)
                        .forEach(inner -> found.add(field.name() + "." + inner));
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private void wrongType(YamlNode node, String path, String expected) {
        unreadable(path, ScalarReader.mismatch(expected, node));
    }

    private void unreadable(String path, String message) {
        problems.add(lineOf(path), path, message);
        unreadable.add(path);
    }

    private static String child(String path, String name) {
        String shown = PLAIN_NAME.matcher(name).matches() ? name : QuotedText.of(name);
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
