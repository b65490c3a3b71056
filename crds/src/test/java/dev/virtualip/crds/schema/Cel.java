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

    /** An expression for a message in which expressions stand in braces. Braces do not nest. */
    static String concatenation(String message) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < message.length()) {
            int open = message.indexOf('{', from);
            int close = message.indexOf('}', Math.max(open, from));
            if (open < 0 || close < 0) {
                break;
            }
            addText(parts, message.substring(from, open));
            String expression = message.substring(open + 1, close);
            parts.add(expression.contains("?") ? "(" + expression + ")" : expression);
            from = close + 1;
        }
        addText(parts, message.substring(from));
        return String.join(" + ", parts);
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
