package dev.virtualip.cli.keepalived.parse;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code $NAME=value} definitions of a configuration. A value is put in where it is used, not where it is defined,
 * so that it may itself use parameters; an undefined one stays as it is written.
 */
final class ConfigParameters {
    private static final Pattern DEFINITION = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final Pattern USE =
            Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*)(?=\\s|$))");

    private final Map<String, String> values = new HashMap<>();

    ConfigParameters(@Nullable String configId) {
        values.put("_HASH", "#");
        values.put("_BANG", "!");
        if (configId != null) {
            values.put("_INSTANCE", configId);
        }
    }

    static boolean isDefinition(String text) {
        return text.startsWith("$") && DEFINITION.matcher(text).matches();
    }

    void define(String name, String value) {
        values.put(name, value);
    }

    /** Takes a definition; its value may hold line breaks, then its use makes several lines. */
    void define(String definition) {
        Matcher matcher = DEFINITION.matcher(definition);
        if (matcher.matches()) {
            values.put(matcher.group(1), matcher.group(2).strip());
        }
    }

    /** A parameter in braces that is not defined; null: there is none. */
    static @Nullable String undefined(String text) {
        Matcher use = USE.matcher(text);
        while (use.find()) {
            if (use.group(1) != null) {
                return use.group(1);
            }
        }
        return null;
    }

    /** The text with the first defined parameter replaced; null: there is none. */
    @Nullable
    String replaceFirst(String text) {
        Matcher use = USE.matcher(text);
        while (use.find()) {
            String name = use.group(1) != null ? use.group(1) : use.group(2);
            String value = values.get(name);
            if (value != null) {
                return text.substring(0, use.start()) + value + text.substring(use.end());
            }
        }
        return null;
    }
}
