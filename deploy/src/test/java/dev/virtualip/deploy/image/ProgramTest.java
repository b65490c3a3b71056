package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramTest {

    private static final Pattern OPTION = Pattern.compile("(?<=[ '])-(XX:|X|D|-sun)[^ '\\\\]+");

    static List<Program> programs() {
        return Program.ALL;
    }

    /** The container uses the options that were measured and tested with the launcher. */
    @ParameterizedTest
    @MethodSource("programs")
    void jvmGetsTheOptionsOfTheLauncher(Program program) throws IOException {
        Path launcher = Samples.repository().resolve(program.module()).resolve("bin/" + program.name());
        String text = Files.readString(launcher);
        List<String> options = OPTION.matcher(text.substring(text.indexOf("\nexec ")))
                .results()
                .map(MatchResult::group)
                .map(option -> option.replaceAll("\"\\$module/target/native/.*", "/opt/virtualip/native"))
                .toList();

        assertThat(options).isNotEmpty();
        assertThat(program.javaOptions()).containsExactlyInAnyOrderElementsOf(options);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void containerRunsTheJvmWithoutShell(Program program) {
        assertThat(program.entrypoint(true))
                .startsWith("/opt/java/bin/java")
                .endsWith("-jar", "/opt/virtualip/" + program.name() + ".jar")
                .contains("-XX:SharedArchiveFile=/opt/virtualip/" + program.name() + ".jsa");
    }

    @Test
    void onlyTheAgentRunsAsRoot() {
        assertThat(Program.ALL)
                .filteredOn(program -> program.user().startsWith("0:"))
                .containsExactly(Program.AGENT);
    }
}
