package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.docs.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart takes the values that the documentation shows: the YAML without a kind. */
@RequiresHelm
class DocumentedValuesIT {

    private final Helm helm;

    @TempDir
    private Path folder = Path.of("");

    DocumentedValuesIT(Helm helm) {
        this.helm = helm;
    }

    static Stream<MarkdownPage.Block> documented() {
        return MarkdownPage.all().stream()
                .flatMap(page -> page.blocks(Set.of("yaml")).stream())
                .filter(block -> !block.text().contains("kind: "));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void documentedValuesAreAccepted(MarkdownPage.Block block) throws IOException {
        Path values = Files.writeString(folder.resolve("values.yaml"), block.text());

        assertThat(helm.template(Chart.NAMESPACE, "--values", values.toString()).exit())
                .as(block.toString())
                .isZero();
    }
}
