package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The documents of a YAML text. */
public final class YamlDocuments {
    private static final YAMLMapper YAML = new YAMLMapper();

    private YamlDocuments() {}

    /** All that are not empty, in order: one at least. */
    public static List<JsonNode> of(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<JsonNode> objects =
                    documents.readAll().stream().filter(JsonNode::isObject).toList();
            if (objects.isEmpty()) {
                throw new IllegalArgumentException("no document in:\n" + yaml);
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException("no YAML: " + yaml, e);
        }
    }
}
