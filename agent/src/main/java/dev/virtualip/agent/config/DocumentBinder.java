package dev.virtualip.agent.config;

import dev.virtualip.agent.config.RecordShape.Field;
import dev.virtualip.crds.QuotedText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns a tree of YAML into records. It goes on after a problem, so that all of them are found, and remembers the line
 * of every field, so that later rules can name it too.
 */
final class DocumentBinder {
    /** Far more than any node needs; aliases could multiply a small file beyond it. */
    private static final int MAX_NODES = 100_000;

    private static final int MAX_ITEMS = 1024;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final FileProblems problems;
    private final ScalarReader scalars;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<Class<?>, RecordShape> shapes = new HashMap<>();
    private int nodes;

    DocumentBinder(FileProblems problems) {
        this.problems = problems;
        this.scalars = new ScalarReader(problems);
    }

    /** The document as a record, or null if it is not even a mapping; meaningless once there are problems. */
    <R extends Record> @Nullable R bind(Node root, Class<R> type) {
        return type.cast(bindRecord(root, "", type));
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
        return 1;
    }

    private @Nullable Object bindRecord(Node node, String path, Class<?> type) {
        RecordShape shape = shapes.computeIfAbsent(type, RecordShape::of);
        if (!(node instanceof MappingNode mapping)) {
            // Without the value found: it could be a password in the wrong place.
            problems.add(lineOf(path), path, "expected fields such as " + shape.names().getFirst() + ": …");
            return null;
        }
        Map<String, Node> entries = entries(mapping, path);
        @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
        for (int i = 0; i < values.length; i++) {
            Field field = shape.fields().get(i);
            Node value = entries.remove(field.name());
            values[i] = value == null ? null : bindValue(value, child(path, field.name()), field.type());
        }
        if (!shape.ignoresUnknown()) {
            entries.keySet().forEach(name -> unknownField(child(path, name), name, shape.names()));
        }
        return shape.create(values);
    }

    private @Nullable Object bindValue(Node node, String path, Type type) {
        if (++nodes > MAX_NODES) {
            if (nodes == MAX_NODES + 1) {
                problems.add(YamlTree.line(node), path, "the document is too large from here on; use fewer aliases");
            }
            return null;
        }
        if (ScalarReader.isNull(node)) {
            problems.add(lineOf(path), path, "has no value; give one or remove the field");
            return null;
        }
        if (node.getTag().getValue().startsWith("!")) {
            problems.add(lineOf(path), path, "has a tag of its own; remove " + QuotedText.of(node.getTag().getValue()));
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
        if (node instanceof ScalarNode scalar) {
            return scalars.read(scalar, lineOf(path), path, wanted);
        }
        wrongType(node, path, ScalarReader.expectation(wanted));
        return null;
    }

    private @Nullable Object bindList(Node node, String path, Type itemType) {
        if (!(node instanceof SequenceNode sequence)) {
            wrongType(node, path, "a list: [first, second]");
            return null;
        }
        List<Object> items = new ArrayList<>();
        int size = Math.min(sequence.getValue().size(), MAX_ITEMS);
        if (size < sequence.getValue().size()) {
            problems.add(lineOf(path), path, "has too many items; give at most " + MAX_ITEMS);
        }
        for (int i = 0; i < size; i++) {
            Node item = sequence.getValue().get(i);
            String place = path + "[" + i + "]";
            lines.put(place, YamlTree.line(item));
            Optional.ofNullable(bindValue(item, place, itemType)).ifPresent(items::add);
        }
        return items;
    }

    private @Nullable Object bindMap(Node node, String path, Type valueType) {
        if (!(node instanceof MappingNode mapping)) {
            wrongType(node, path, "fields");
            return null;
        }
        Map<String, Object> bound = new LinkedHashMap<>();
        entries(mapping, path).forEach((name, value) -> Optional.ofNullable(
                        bindValue(value, child(path, name), valueType))
                .ifPresent(it -> bound.put(name, it)));
        return bound;
    }

    /** The entries of a mapping by name, in order; their lines are kept, and names that are none or repeated reported. */
    private Map<String, Node> entries(MappingNode mapping, String path) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = YamlTree.line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(line, path, "a field name must be plain text; write name: value");
                continue;
            }
            String place = child(path, key.getValue());
            if (entries.putIfAbsent(key.getValue(), tuple.getValueNode()) == null) {
                lines.put(place, line);
            } else {
                problems.add(line, place, "is given twice, first on line %d; remove one".formatted(lineOf(place)));
            }
        }
        return entries;
    }

    private void unknownField(String path, String name, List<String> known) {
        String remedy = NearestName.of(name, known)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "known here: " + String.join(", ", known));
        problems.add(lineOf(path), path, "unknown field; " + remedy);
    }

    private void wrongType(Node node, String path, String expected) {
        problems.add(lineOf(path), path, ScalarReader.mismatch(expected, node));
    }

    private static String child(String path, String name) {
        String shown = PLAIN_NAME.matcher(name).matches() ? name : QuotedText.of(name);
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
