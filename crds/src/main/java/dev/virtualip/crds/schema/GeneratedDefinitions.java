package dev.virtualip.crds.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The custom resource definitions as files. */
final class GeneratedDefinitions {
    /** Where they are, seen from this module. */
    static final Path FOLDER = Path.of("src/main/resources/dev/virtualip/crds");

    private static final String HEAD =
            "# Made from the records of this module: mvn -pl crds test -Dtest=GeneratedDefinitionsTest"
                    + " -Dgolden.write=true\n";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private GeneratedDefinitions() {}

    /** The text of each file by its path. */
    static Map<Path, String> texts() {
        Map<Path, String> texts = new TreeMap<>();
        for (CustomResourceDefinition definition : Definitions.all()) {
            texts.put(FOLDER.resolve(definition.getMetadata().getName() + ".yaml"), HEAD + yaml(definition));
        }
        return texts;
    }

    private static String yaml(CustomResourceDefinition definition) {
        try {
            JsonNode tree = YAML.valueToTree(definition);
            wholeNumbers(tree);
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "cannot write " + definition.getMetadata().getName(), e);
        }
    }

    /** Writes 255 instead of 255.0. */
    private static void wholeNumbers(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(field -> field.getValue() instanceof DoubleNode)
                    .forEach(field ->
                            field.setValue(LongNode.valueOf(field.getValue().asLong())));
        }
        node.forEach(GeneratedDefinitions::wholeNumbers);
    }
}
