package dev.virtualip.crds.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pieces of CEL text. */
final class Cel {
    private Cel() {}

    /** A literal of a text. */
    static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** One line out of several, as which people write an expression. */
    static String flat(String expression) {
        return expression.strip().replaceAll("\\s*\\n\\s*", " ");
    }

    /** An expression for a message in which expressions stand in braces. */
    static String concatenation(String message) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int open = message.indexOf('{'); open >= 0; open = message.indexOf('{', from)) {
            int close = closing(message, open);
            addText(parts, message.substring(from, open));
            String expression = message.substring(open + 1, close).strip();
            parts.add(expression.contains("?") ? "(" + expression + ")" : expression);
            from = close + 1;
        }
        addText(parts, message.substring(from));
        return String.join(" + ", parts);
    }

    /** Where the brace is closed; a regular expression inside has pairs of its own. */
    private static int closing(String message, int open) {
        int depth = 0;
        for (int i = open; i < message.length(); i++) {
            depth += message.charAt(i) == '{' ? 1 : message.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a brace is not closed: " + message);
    }

    /** A list of the powers of two by the length of an IPv4 prefix: how many addresses the network has. */
    static String sizesOfIpv4Networks() {
        return IntStream.rangeClosed(0, 32)
                .mapToObj(length -> Long.toString(1L << (32 - length)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static void addText(List<String> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(text(text));
        }
    }
}
