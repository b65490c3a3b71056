package dev.virtualip.agent.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.virtualip.agent.config.FileProblem;
import dev.virtualip.agent.config.FileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule with a document that breaks it: a file in {@code config/invalid} names in its first lines, after
 * {@code # expect}, all the problems to be found in it. A file put there or into {@code config/valid} is a test.
 */
class ConfigFileTest {
    private static final String EXPECT = "# expect";

    @TempDir
    Path folder;

    static List<Path> invalid() throws IOException {
        return ConfigDocuments.in("invalid");
    }

    static List<Path> valid() throws IOException {
        return ConfigDocuments.in("valid");
    }

    @ParameterizedTest
    @MethodSource
    void invalid(Path file) throws IOException {
        List<String> expected;
        try (Stream<String> lines = Files.lines(file)) {
            expected = lines.takeWhile(line -> line.startsWith(EXPECT))
                    .map(line -> file + line.substring(EXPECT.length()))
                    .toList();
        }

        assertThat(expected).as("the file says what is wrong with it").isNotEmpty();
        assertThat(problems(file)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource
    void valid(Path file) {
        assertThat(ConfigFile.read(file)).isInstanceOf(ConfigFileResult.Valid.class);
    }

    @Test
    void missingFileIsReported() {
        Path file = folder.resolve("none.yaml");

        assertThat(problems(file)).containsExactly(file + ": there is no such file; create it or name another");
    }

    @Test
    void folderIsNoFile() {
        assertThat(problems(folder)).containsExactly(folder + ": is not a regular file; name one");
    }

    @Test
    void fileThatMayNotBeReadIsReported() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may read every file");
        Path file = ConfigDocuments.copy("defaults", folder);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

        assertThat(problems(file)).containsExactly(file + ": may not be read; give this user the right to read it");
    }

    @Test
    void fileIsReadUpToOneMebibyte() throws IOException {
        Path file = ConfigDocuments.copy("defaults", folder);
        String text = Files.readString(file);
        String filled = text + "#".repeat(FileText.MAX_BYTES - text.length());

        assertThat(ConfigFile.read(Files.writeString(file, filled))).isInstanceOf(ConfigFileResult.Valid.class);
        assertThat(problems(Files.writeString(file, filled + "#")))
                .containsExactly(file + ": is larger than 1 MiB; this cannot be a VRRPRouter, name another file");
    }

    @Test
    void bytesThatAreNotUtf8AreReportedWithTheirLine() throws IOException {
        Path file = folder.resolve("latin1.yaml");
        Files.write(file, "kind: VRRPRouter\n# für\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems(file)).containsExactly(file + ":2: is not UTF-8 text here; save the file as UTF-8");
    }

    private static List<String> problems(Path file) {
        return switch (ConfigFile.read(file)) {
            case ConfigFileResult.Valid _ -> List.of();
            case ConfigFileResult.Invalid invalid ->
                invalid.problems().stream().map(FileProblem::toString).toList();
        };
    }
}
