package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion in a real bash: what Tab offers behind a line. */
class CompletionTest {
    /** Asks as bash does; {@code compopt} works only below a pressed Tab. */
    private static final String ASK = """
        compopt() { :; }
        source "$1"
        COMP_LINE=$2
        read -ra COMP_WORDS <<<"$COMP_LINE"
        [[ $COMP_LINE != *' ' ]] || COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _complete_virtualip
        echo "${COMPREPLY[*]}"
        """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "'virtualip st', status",
        "'virtualip import k', keepalived kube-vip",
        "'virtualip simulate drain --c', --check --context",
        "'virtualip status -o ', text wide json yaml",
    })
    void tabOffersWhatFits(String line, String offered) throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), script());
        Process bash = new ProcessBuilder("bash", "--norc", "-c", ASK, "bash", script.toString(), line)
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s+"))
                .containsExactlyInAnyOrder(offered.split(" "));
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void zshGetsAFunctionForWhatItLacks() {
        assertThat(script()).contains("function compopt { :; }").doesNotContain("alias compopt");
    }

    private static String script() {
        PrintWriter none = new PrintWriter(Writer.nullWriter());
        return CompletionCommand.script(CliMain.commandLine(none, none));
    }
}
