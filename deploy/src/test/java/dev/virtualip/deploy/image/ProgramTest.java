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

    private static final Pattern OPTION = Pattern.compile("(?<=[ '])-(XX:|X|D)[^ '\\\\]+");

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

    /** People who have an engine get the same. */
    @ParameterizedTest
    @MethodSource("programs")
    void dockerfileHasTheSameEntrypoint(Program program) throws IOException {
        String dockerfile = Files.readString(Samples.repository().resolve("deploy/Dockerfile"));
        String stage = dockerfile.substring(dockerfile.indexOf(" AS " + program.name() + "\n"));
        boolean listed =
                Files.exists(Samples.repository().resolve("deploy/src/main/image/" + program.name() + ".classes"));

        assertThat(words(stage, "ENTRYPOINT")).isEqualTo(program.entrypoint(listed));
        assertThat(stage.lines().filter(line -> line.startsWith("USER ")).findFirst())
                .contains("USER " + program.user());
        if (listed) {
            assertThat(words(stage, "RUN")).isEqualTo(ClassArchive.dump(program));
        }
    }

    private static List<String> words(String stage, String instruction) {
        String joined = stage.replace("\\\n", "");
        String line = joined.lines()
                .filter(candidate -> candidate.startsWith(instruction + " ["))
                .findFirst()
                .orElse("");
        return Pattern.compile("\"([^\"]*)\"")
                .matcher(line)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
