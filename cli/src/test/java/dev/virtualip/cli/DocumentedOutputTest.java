package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.docs.MarkdownPage;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The outputs in {@code docs/cli.md} are outputs of the program. */
class DocumentedOutputTest {
    @Test
    void documentedOutputIsThatOfACase() {
        String outputs = Stream.of("status", "plan")
                .flatMap(folder -> GoldenFiles.cases(folder).stream()
                        .map(name -> GoldenFiles.read(folder + "/" + name + "/out.txt")))
                .reduce("", String::concat);
        List<String> examples = MarkdownPage.all().stream()
                .filter(page -> page.toString().contains("cli.md"))
                .flatMap(page -> page.blocks(Set.of("", "text", "console")).stream())
                .map(block -> block.text().strip())
                .filter(text -> text.startsWith("$ virtualip"))
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(4)
                .allSatisfy(example -> assertThat(outputs).contains(example));
    }
}
