package dev.virtualip.cli.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Removes secrets from objects and texts. It rather removes too much than too little. */
final class Redaction {
    private static final String REMOVED = "REDACTED";

    private static final String SECRET_NAME =
            "(?:pass(?:word|wd|phrase)?|token|secret|credentials?|authorization|cookie"
                    + "|private[-_]?key|signing[-_]?key|api[-_]?key|auth[-_]?pass)";

    /** A name of a field or variable that holds a secret; references by name are none. */
    private static final Pattern SECRET_FIELD = Pattern.compile(
            "(?i).*" + SECRET_NAME + "(?!.*(?:ref|name|file|files|path|key|mount|class|volume|projected)s?$)");

    private static final Pattern SECRET_KEY = Pattern.compile("(?i).*(?:private|signing|api)[-_]?key$");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?i)([\\w.-]*" + SECRET_NAME
            + "\\w*\"?\\s*[:=]\\s*)(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s,;}\\]]+(?: [^\\s,;:=}\\]]+$)?)");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");
    private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Pattern USER_OF_URL = Pattern.compile("(\\w+://)[^/\\s@]+@");
    private static final Pattern KEPT_KEY = Pattern.compile("(?i)(auth_pass\\s+)\\S+");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*-----|$)");

    private Redaction() {}

    /** The text without passwords, tokens and keys. */
    static String text(String text) {
        String safe = PEM.matcher(text).replaceAll(REMOVED);
        safe = BEARER.matcher(safe).replaceAll("$1 " + REMOVED);
        safe = JWT.matcher(safe).replaceAll(REMOVED);
        safe = USER_OF_URL.matcher(safe).replaceAll("$1" + REMOVED + "@");
        safe = KEPT_KEY.matcher(safe).replaceAll("$1" + REMOVED);
        return ASSIGNMENT.matcher(safe).replaceAll("$1" + REMOVED);
    }

    /** Removes them from an object in place, and what only repeats it: managed fields and the last applied form. */
    static void object(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(Redaction::object);
        } else if (node instanceof ObjectNode object) {
            object.remove("managedFields");
            object.remove("kubectl.kubernetes.io/last-applied-configuration");
            if (isSecret(object.path("name").asText()) && object.has("value")) {
                object.put("value", REMOVED);
            }
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
            for (Map.Entry<String, JsonNode> field : fields) {
                if (field.getValue().isTextual() && isSecret(field.getKey())) {
                    object.put(field.getKey(), REMOVED);
                } else if (field.getValue().isTextual()) {
                    object.put(field.getKey(), text(field.getValue().asText()));
                } else {
                    object(field.getValue());
                }
            }
        }
    }

    private static boolean isSecret(String name) {
        return SECRET_FIELD.matcher(name).matches() || SECRET_KEY.matcher(name).matches();
    }
}
