package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ValuesTest {

    private static final String TABLE = "<!-- values -->\n";
    private static final String HEAD = "| value | default | what it is |\n|---|---|---|\n";

    @Test
    void valuesHaveComments() {
        assertThat(ValuesText.entries(Chart.text("values.yaml")))
                .hasSizeGreaterThan(40)
                .filteredOn(entry -> entry.comment().isEmpty())
                .isEmpty();
    }

    @Test
    void readmeTableIsCurrent() {
        String readme = Chart.text("README.md");
        String before = readme.substring(0, readme.indexOf(TABLE) + TABLE.length());
        String after = readme.substring(readme.lastIndexOf(TABLE));
        String rows = ValuesText.entries(Chart.text("values.yaml")).stream()
                .map(ValuesText.Entry::row)
                .collect(Collectors.joining("\n"));

        GoldenFiles.check(Chart.FOLDER.resolve("README.md"), before + HEAD + rows + "\n" + after);
    }

    @Test
    void schemaAndValuesAgree() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Chart.text("values.schema.json"));
        Set<String> known = new TreeSet<>();
        collectKeys("", schema, known);
        known.removeIf(path -> path.matches("global|.*\\.resources\\..*"));

        assertThat(known).isEqualTo(keys());
    }

    @Test
    void mistypedValueIsRefused() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Chart.text("values.schema.json"));

        assertThat(schema.findParents("properties"))
                .isNotEmpty()
                .allSatisfy(
                        group -> assertThat(group.path("additionalProperties").asBoolean(true))
                                .as(group.path("description").asText())
                                .isFalse());
    }

    @Test
    void chartImagesAndProjectHaveOneVersion() {
        String pom = Chart.read(Chart.REPOSITORY.resolve("pom.xml"));
        String version = pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
        JsonNode chart = Chart.document(Chart.text("Chart.yaml"));

        assertThat(chart.path("version").asText()).isEqualTo(version);
        assertThat(chart.path("appVersion").asText()).isEqualTo(version);
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (ValuesText.Entry entry : ValuesText.entries(Chart.text("values.yaml"))) {
            String path = entry.path();
            for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
                keys.add(path.substring(0, end));
            }
        }
        return keys;
    }

    private static void collectKeys(String path, JsonNode schema, Set<String> into) {
        schema.path("properties").properties().forEach(property -> {
            String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            into.add(below);
            collectKeys(below, property.getValue(), into);
        });
    }
}
