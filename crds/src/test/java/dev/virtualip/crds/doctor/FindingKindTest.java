package dev.virtualip.crds.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FindingKindTest {
    private static final Path PAGE = Path.of("..", "docs", "doctor.md");

    @Test
    void eachFindingHasItsSectionWithItsRemedy() throws IOException {
        String text = Files.readString(PAGE).replaceAll("\\s+", " ");
        for (FindingKind kind : FindingKind.values()) {
            assertThat(text).contains("### " + kind.label() + " ", "**Remedy:** " + kind.remedy());
        }
    }

    @Test
    void eachSectionIsOfAFinding() throws IOException {
        List<String> labels =
                Stream.of(FindingKind.values()).map(FindingKind::label).toList();
        List<String> sections = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(sections).containsExactlyElementsOf(labels);
    }
}
