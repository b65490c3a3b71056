package dev.virtualip.agent.config;

import dev.virtualip.agent.config.YamlNode.Kind;
import dev.virtualip.crds.format.QuotedText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    @Nullable
    Object read(YamlNode.Scalar node, int line, String path, Class<?> wanted) {
        Object value = wanted.isEnum() ? RecordShape.constants(wanted).get(node.text()) : convert(node, wanted);
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
    static String mismatch(String expected, YamlNode found) {
        return "expected " + expected + ", found " + describe(found);
    }

    private static @Nullable Object convert(YamlNode.Scalar node, Class<?> wanted) {
        String text = node.text();
        if (wanted == Integer.class) {
            return node.kind() == Kind.NUMBER && WHOLE_NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
        }
        if (wanted == Boolean.class) {
            boolean known = node.kind() == Kind.TRUTH && (text.equals("true") || text.equals("false"));
            return known ? Boolean.valueOf(text) : null;
        }
        return text;
    }

    /** Whether a value was left out after the colon, or is null or ~. */
    static boolean isNothing(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.kind() == Kind.NOTHING;
    }

    private static String describe(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping _ -> "fields";
            case YamlNode.Sequence _ -> "a list";
            case YamlNode.Scalar scalar -> QuotedText.of(scalar.text());
        };
    }
}
