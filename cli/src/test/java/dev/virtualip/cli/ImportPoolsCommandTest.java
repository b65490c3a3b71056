package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes and messages of {@code import metallb} and {@code import kube-vip} for files that cannot be read. */
class ImportPoolsCommandTest {
    private static final Path QUICK_START = Path.of("src/test/resources/import-pools/metallb/quick-start/metallb.yaml");

    @TempDir
    private Path folder = Path.of("");

    private record Run(int exitCode, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CliMain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    private Run importText(String program, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("in.yaml"), text);
        Run run = run("import", program, file.toString());
        return new Run(run.exitCode(), run.out(), run.err().replace(folder + "/", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metallb", "kube-vip"})
    void missingFileSaysSo(String program) {
        Run run = run("import", program, folder.resolve("gone.yaml").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).endsWith("gone.yaml: does not exist\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: A\\n  b: c|in.yaml:2: not YAML: mapping values are not allowed here",
                "a: [1, 2|in.yaml:1: not YAML: while parsing a flow sequence",
                "- 1|in.yaml:1: not an object of Kubernetes",
                "text|in.yaml:1: not an object of Kubernetes",
                "a: &x 1\\nb: *x|in.yaml:2: anchors (&) and aliases (*) are not supported",
                "a: !local x|in.yaml:1: tags (!) are not supported",
            })
    void fileThatIsNoManifestIsNamedWithItsLine(String text, String message) throws IOException {
        Run run = importText("metallb", text.replace("\\n", "\n"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(message).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metallb", "kube-vip"})
    void fileWithoutPoolsFails(String program) throws IOException {
        Run run = importText(program, "---\n---\n");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("imported 0 of 0 pools").contains("nothing was imported");
    }

    @Test
    void oldConfigThatIsNotYamlIsNamedWithTheLineOfTheFile() throws IOException {
        Run run = importText("metallb", "kind: ConfigMap\ndata:\n  config: |\n    address-pools: [\n");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("in.yaml:5: not YAML");
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        assertThat(importText("metallb", "[".repeat(5000)).exitCode()).isEqualTo(1);
        assertThat(importText("metallb", "kind: A\na: " + "[".repeat(60) + "]".repeat(60))
                        .err())
                .contains("is nested more than 50 deep");
    }

    @Test
    void noBytesMakeTheImportThrow() throws IOException {
        byte[] original = Files.readAllBytes(QUICK_START);
        Random random = new Random(13);
        for (int i = 0; i < 400; i++) {
            byte[] bytes = original.clone();
            for (int j = 0; j < 3; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("in.yaml"), bytes);
            Run run = run("import", "metallb", file.toString());
            assertThat(run.exitCode()).as("try " + i).isIn(0, 1);
            assertThat(run.err()).doesNotContain("\tat ");
        }
    }
}
