package dev.virtualip.agent.config;

import dev.virtualip.crds.QuotedText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads single values. Text is taken as it is written: a password of 0123 is these four characters, not a number. A
 * number or a truth value must look like one to every version of YAML.
 */
final class ScalarReader {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,8})");

    private final FileProblems problems;

    ScalarReader(FileProblems problems) {
        this.problems = problems;
    }

    /** The value, or null after adding a problem. */
    @Nullable Object read(ScalarNode node, int line, String path, Class<?> wanted) {
        Object value = wanted.isEnum() ? RecordShape.constants(wanted).get(node.getValue()) : convert(node, wanted);
        if (value == null) {
            problems.add(line, path, mismatch(expectation(wanted), node));
        }
        return value;
    }

    /** What a field of a type holds, for a message. */
    static String expectation(Class<?> wanted) {
        if (wanted.isEnum()) {
            return "one of " + String.join(", ", RecordShape.constants(wanted).keySet());
        }
        if (wanted == Integer.class) {
            return "a whole number without quotes";
        }
        return wanted == Boolean.class ? "true or false" : "text";
    }

    /** The message for a value of another type. */
    static String mismatch(String expected, Node found) {
        return "expected " + expected + ", found " + describe(found);
    }

    private static @Nullable Object convert(ScalarNode node, Class<?> wanted) {
        String text = node.getValue();
        if (wanted == Integer.class) {
            return node.isPlain() && WHOLE_NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
        }
        if (wanted == Boolean.class) {
            boolean known = node.isPlain() && (text.equals("true") || text.equals("false"));
            return known ? Boolean.valueOf(text) : null;
        }
        return text;
    }

    /** Whether a value was left out after the colon, or is null or ~. */
    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && node.getTag().equals(Tag.NULL);
    }

    private static String describe(Node node) {
        return switch (node) {
            case MappingNode _ -> "fields";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar -> QuotedText.of(scalar.getValue());
            case Node _ -> "something else";
        };
    }
}
