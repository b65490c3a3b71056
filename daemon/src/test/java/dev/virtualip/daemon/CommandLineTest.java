package dev.virtualip.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of a command line. */
class CommandLineTest {
    private static final List<String> KNOWN = List.of("--http", "--config");

    private final CommandLine.Mistakes mistakes = new CommandLine.Mistakes();

    @Test
    void valueFollowsItsOptionOrAnEqualsSign() {
        assertThat(options("--http :9852 --config=a=b"))
                .containsExactly(Map.entry("--http", ":9852"), Map.entry("--config", "a=b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--htpp :1 | unknown option '--htpp'; known options: --http, --config",
                "-c a | unknown option '-c'",
                "a.yaml | 'a.yaml' belongs to no option; known options: --http, --config",
                "--http | option --http needs a value",
                "--http= | option --http needs a value",
                "--http :1 --http :2 | option --http is given twice"
            })
    void senselessArgumentIsNamed(String line, String error) {
        options(line);

        assertThat(mistakes.text()).contains(error);
    }

    @Test
    void allMistakesAreNamedAtOnceAndEachOnce() {
        options("--htpp :1 --config= --http :1 walk --http :2");

        assertThat(mistakes.text().split("; (?=option|unknown|')", -1))
                .containsExactly(
                        "unknown option '--htpp'; known options: --http, --config (see --help)",
                        "option --config needs a value",
                        "'walk' belongs to no option; known options: --http, --config (see --help)",
                        "option --http is given twice");
    }

    @Test
    void pathThatIsNotGivenIsNone() {
        assertThat(CommandLine.path(Map.of(), "--config")).isNull();
        assertThat(CommandLine.path(Map.of("--config", "a/b"), "--config")).isEqualTo(Path.of("a/b"));
    }

    @Test
    void addressThatIsNoneIsRefusedByTheNameOfItsOption() {
        assertThat(CommandLine.address("--http", "127.0.0.1:9852").getPort()).isEqualTo(9852);
        assertThatThrownBy(() -> CommandLine.address("--http", "9852")).hasMessageStartingWith("option --http: ");
    }

    private Map<String, String> options(String line) {
        return CommandLine.options(new ArrayDeque<>(List.of(line.split(" "))), KNOWN, mistakes);
    }
}
