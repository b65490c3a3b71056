package dev.virtualip.agent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.golden.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenarios in {@code src/test/resources/scenarios}, word for word. {@code -Dgolden.write=true} writes what is seen
 * into the files: read the difference before you commit it.
 */
class ScenarioTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "scenarios");

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void scenarioHappensAsWritten(Path file) throws IOException {
        String written = Files.readString(file);
        String played = Scenario.parse(written).play().text();
        GoldenFiles.check(file, played);
    }

    @Test
    void folderHoldsOnlyScenarios() throws IOException {
        assertThat(scenarios()).isNotEmpty().allMatch(file -> file.toString().endsWith(".txt"));
    }
}
