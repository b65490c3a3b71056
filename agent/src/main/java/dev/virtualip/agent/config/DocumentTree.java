package dev.virtualip.agent.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** YAML document as a Jackson tree that knows the line of each of its fields. */
public final class DocumentTree {
    /** Value of a field that is written without one, or as null. */
    static final JsonNode NO_VALUE = BinaryNode.valueOf(new byte[0]);

    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> truncated = new HashSet<>();
    private JsonNode root = NO_VALUE;

    DocumentTree() {}

    /** The value of the document. */
    public JsonNode root() {
        return root;
    }

    /** Whether the document has a field or item at a path. */
    public boolean has(String path) {
        return lines.containsKey(path);
    }

    /** The line of a path, or of the nearest enclosing one that the document has. */
    public int lineOf(String path) {
        String place = path;
        Integer line = lines.get(place);
        while (line == null && !place.isEmpty()) {
            place = place.substring(0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
            line = lines.get(place);
        }
        return line == null ? 1 : line;
    }

    /** The paths of lists that are longer than allowed. */
    Set<String> truncated() {
        return truncated;
    }

    void setRoot(JsonNode value) {
        root = value;
    }

    /** Notes the line of a path; false if the path has one already. */
    boolean put(String path, int line) {
        return lines.putIfAbsent(path, line) == null;
    }
}
