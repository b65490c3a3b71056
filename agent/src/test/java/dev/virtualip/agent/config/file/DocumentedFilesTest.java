package dev.virtualip.agent.config.file;

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

/** The agent accepts the files that the documentation shows. */
class DocumentedFilesTest {
    @TempDir
    private Path folder = Path.of("");

    static Stream<MarkdownPage.Block> documented() {
        return MarkdownPage.all().stream()
                .flatMap(page -> page.blocks(Set.of("yaml")).stream())
                .filter(block -> block.text().contains("\nkind: VRRPRouter\n"));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void documentedFileIsValid(MarkdownPage.Block block) throws IOException {
        Path file = Files.writeString(folder.resolve("router.yaml"), block.text());

        assertThat(ConfigFile.read(file)).as(block.toString()).isInstanceOf(ConfigFileResult.Valid.class);
    }
}
