package dev.virtualip.crds.format;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of objects, virtual routers and move groups: as Kubernetes has them, so that a file can become an object. */
public final class Names {
    /** The most characters of a name within an object. */
    public static final int MAX_CHARACTERS = 63;

    /** The most characters of an object's own name. */
    public static final int MAX_OBJECT_CHARACTERS = 253;

    private static final Pattern FORM = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");

    private Names() {}

    /** Whether a text is a name: lower case letters, digits, '-' and '.', letters or digits at both ends. */
    public static boolean isName(String text, int maxCharacters) {
        return text.length() <= maxCharacters && FORM.matcher(text).matches();
    }

    /**
     * The name nearest to a text: {@code VI_1} becomes {@code vi-1}.
     *
     * @param text any text
     * @param fallback a name, for a text of which nothing is left
     */
    public static String nearest(String text, String fallback) {
        String name = text.toLowerCase(Locale.ROOT).replaceAll("[^-.a-z0-9]", "-");
        name = name.substring(0, Math.min(name.length(), MAX_CHARACTERS));
        name = name.replaceAll("^[-.]+|[-.]+$", "");
        return name.isEmpty() ? fallback : name;
    }
}
