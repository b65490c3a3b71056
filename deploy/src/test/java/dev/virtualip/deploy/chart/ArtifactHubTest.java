package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the metadata for Artifact Hub with the repository. */
class ArtifactHubTest {
    private static final String FILES = "https://github.com/virtualip/virtualip-operator/blob/main/";
    private static final Path DEFINITIONS = Chart.REPOSITORY.resolve("crds/src/main/resources/dev/virtualip/crds");
    private static final JsonNode ANNOTATIONS =
            Chart.document(Chart.text("Chart.yaml")).path("annotations");

    @Test
    void everyDefinitionIsListed() {
        assertThat(annotation("crds")
                        .valueStream()
                        .map(definition -> definition.path("name").asText()))
                .containsExactlyInAnyOrder(
                        "virtualips.virtualip.dev", "virtualippools.virtualip.dev", "vrrprouters.virtualip.dev")
                .allSatisfy(
                        name -> assertThat(DEFINITIONS.resolve(name + ".yaml")).exists());
    }

    @Test
    void examplesAreOfListedKinds() {
        List<String> kinds = annotation("crds").findValuesAsText("kind");

        assertThat(annotation("crdsExamples")).hasSizeGreaterThan(1).allSatisfy(example -> {
            assertThat(example.path("apiVersion").asText()).isEqualTo("virtualip.dev/v1alpha1");
            assertThat(example.path("kind").asText()).isIn(kinds);
            assertThat(example.path("spec")).isNotEmpty();
        });
    }

    @Test
    void linksLeadToFiles() {
        Stream<String> files = annotation("links").findValuesAsText("url").stream()
                .filter(url -> url.startsWith(FILES))
                .map(url -> url.substring(FILES.length()));

        assertThat(files)
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(Chart.REPOSITORY.resolve(file)).matches(Files::isRegularFile, "is a file"));
    }

    @Test
    void changesHaveAKindThatIsKnown() {
        assertThat(annotation("changes").findValuesAsText("kind"))
                .isNotEmpty()
                .allSatisfy(kind ->
                        assertThat(kind).isIn("added", "changed", "deprecated", "removed", "fixed", "security"));
    }

    private static JsonNode annotation(String name) {
        return Chart.list(ANNOTATIONS.path("artifacthub.io/" + name).asText());
    }
}
