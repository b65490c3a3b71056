package dev.virtualip.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules find what the schema of the API server refuses, in the same words: on the documents of its table. */
class VirtualIPRulesTest {
    private static final Path DOCUMENTS = Path.of("../e2e/src/test/resources/schema/virtualip");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** What the API server says in words of its own. */
    private static final Pattern NOT_OURS =
            Pattern.compile(" in body |Required value|Unsupported value|Too many|unknown field");

    @ParameterizedTest
    @MethodSource("valid")
    void specThatTheSchemaTakesIsValid(Path file) throws IOException {
        assertThat(VirtualIPRules.check(spec(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void specThatTheSchemaRefusesIsInvalidInTheSameWords(Path file) throws IOException {
        String expected =
                Files.readString(file).lines().findFirst().orElseThrow().substring("# ".length());
        if (expected.startsWith("spec: ")) {
            return;
        }
        List<String> found = problems(file);
        assertThat(found).isNotEmpty();
        if (!NOT_OURS.matcher(expected).find()) {
            String field = expected.substring(0, expected.indexOf(": "));
            String message = expected.substring(field.length() + ": ".length());
            assertThat(found).anyMatch(problem -> problem.startsWith(field) && problem.contains(message));
        }
    }

    @Test
    void laterFeatureIsNamedWithItsRemedy() throws IOException {
        assertThat(VirtualIPRules.notYet(spec(DOCUMENTS.resolve("valid-contract.yaml"))))
                .isEmpty();
        assertThat(VirtualIPRules.notYet(spec(DOCUMENTS.resolve("valid-hmac.yaml"))))
                .containsExactly(new Problem(
                        "spec.vrrp.authentication.type",
                        "HMAC is not yet supported; use Password with version 2, or remove it"));
        assertThat(VirtualIPRules.notYet(spec(DOCUMENTS.resolve("valid-pool-only.yaml"))))
                .isEmpty();
        assertThat(VirtualIPRules.notYet(spec(DOCUMENTS.resolve("valid-minimal.yaml"))))
                .isEmpty();
    }

    @Test
    void documentWithHolesIsWrongAndNoMore() throws IOException {
        JsonNode holes = YAML.readTree("""
            addresses: [192.0.2.10]
            nodeSelector: {matchExpressions: [{}]}
            preferredNodes: [{weight: 1}]
            vrrp: {version: 2, authentication: {secretRef: {}}}
            """);

        assertThat(VirtualIPRules.check(YAML.treeToValue(holes, VirtualIPSpec.class)))
                .extracting(Problem::path)
                .containsExactly(
                        "spec.nodeSelector.matchExpressions[0].key",
                        "spec.nodeSelector.matchExpressions[0].operator",
                        "spec.preferredNodes[0].preference",
                        "spec.vrrp.authentication.type",
                        "spec.vrrp.authentication.secretRef");
    }

    static Stream<Path> valid() throws IOException {
        return documents("valid-");
    }

    static Stream<Path> invalid() throws IOException {
        return documents("invalid-");
    }

    private static Stream<Path> documents(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(DOCUMENTS)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList().stream();
        }
    }

    /** What the rules say; what cannot even be read is a problem too. */
    private static List<String> problems(Path file) throws IOException {
        try {
            return VirtualIPRules.check(spec(file)).stream()
                    .map(problem -> problem.path() + ": " + problem.message())
                    .toList();
        } catch (JsonProcessingException unreadable) {
            return List.of(unreadable.getOriginalMessage());
        }
    }

    private static VirtualIPSpec spec(Path file) throws IOException {
        return YAML.treeToValue(YAML.readTree(file.toFile()).path("spec"), VirtualIPSpec.class);
    }
}
