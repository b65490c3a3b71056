package dev.virtualip.cli.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.cli.output.CommandFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a bundle, without secrets, and what could not be collected. */
final class BundleFiles {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> gaps = new ArrayList<>();

    /** Collects a part of the bundle; it may fail without the others. */
    @FunctionalInterface
    interface Collector {
        void collect() throws CommandFailedException;
    }

    /** Collects one part; its failure is a line of {@code gaps.txt}. */
    void collect(String name, Collector collector) {
        try {
            collector.collect();
        } catch (CommandFailedException e) {
            gaps.add(name + ": " + e.getMessage());
        }
    }

    /** Adds a text. */
    void text(String name, String text) {
        files.put(name, Redaction.text(text));
    }

    /** Adds an object or a list of objects as JSON. */
    void json(String name, Object value) {
        JsonNode tree = JSON.valueToTree(value);
        Redaction.object(tree);
        try {
            files.put(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
        } catch (JsonProcessingException e) {
            gaps.add(name + ": " + e.getOriginalMessage());
        }
    }

    /** What could not be collected. */
    List<String> gaps() {
        return List.copyOf(gaps);
    }

    /** The files by name. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(files);
        all.put("gaps.txt", String.join("\n", gaps) + "\n");
        return all;
    }
}
