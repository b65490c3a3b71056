package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.docs.MarkdownPage;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents for contributors name paths and types that exist. */
class DocumentReferencesTest {
    private static final Path DOCUMENT = Path.of("A.md");
    private static final DocumentReferences SAMPLE = new DocumentReferences(Map.of(
            Path.of("agent/src/main/java/dev/virtualip/agent/wire/VrrpDecoder.java"),
            "final class VrrpDecoder { void decode() { new EpollIoHandle(); } }",
            Path.of("agent/bin/virtualip-agent"),
            "#!/bin/sh"));

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyPathAndTypeExists(String document) {
        Path path = Path.of(document);
        Map<Path, String> texts = Repository.here().texts();

        assertThat(new DocumentReferences(texts).check(path, texts.getOrDefault(path, "")))
                .isEmpty();
    }

    /** Reasons, kinds and test classes that the guides name are in the sources. */
    @ParameterizedTest
    @MethodSource("guides")
    void everyNameInAGuideExists(Path guide) {
        Map<Path, String> texts = Repository.here().texts();

        // Paths may be of another project, or the key of an annotation.
        assertThat(new DocumentReferences(texts).check(guide, texts.getOrDefault(guide, "")))
                .filteredOn(problem -> !problem.what().contains("/"))
                .isEmpty();
    }

    static Stream<Path> guides() {
        return MarkdownPage.site().stream().map(MarkdownPage::path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent/bin/virtualip-agent",
                "agent/bin",
                "wire/VrrpDecoder",
                "wire/{VrrpDecoder}",
                "agent/wire",
                "wire/VrrpDecoder.decode",
                "VrrpDecoder.decode(bytes)",
                "EpollIoHandle",
                "/state",
                "--state-dir",
                "agent/target/virtualip-agent.aot",
                "192.0.2.0/24"
            })
    void existingReferencesPass(String span) {
        assertThat(SAMPLE.check(DOCUMENT, "See `" + span + "`.")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"agent/lib", "wire/VrrpEncoder", "wire/VrrpDecoder.encode", "VrrpEncoder", "VrrpDecoder.encode"})
    void missingReferenceIsNamed(String span) {
        assertThat(SAMPLE.check(DOCUMENT, "One.\n\nSee `" + span + "`."))
                .singleElement()
                .hasToString("A.md:3: there is no " + span);
    }
}
