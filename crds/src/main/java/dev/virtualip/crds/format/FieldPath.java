package dev.virtualip.crds.format;

import java.util.regex.Pattern;

/** Paths of fields in a document, as messages show them. */
public final class FieldPath {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private FieldPath() {}

    /** The path of a field, as in {@code spec.virtualRouters[0].priority}. */
    public static String field(String path, String name) {
        String shown = PLAIN_NAME.matcher(name).matches() ? name : QuotedText.of(name);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    /** The path of a list item. */
    public static String item(String path, int index) {
        return path + "[" + index + "]";
    }
}
