package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.lab.TestNamespace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steady path leaves nothing for the garbage collector, whichever compilers run. */
final class SteadyPathIT {
    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4"})
    void sendingReceivingAndReadingClocksAllocateNothing(String compilers) {
        try (TestNamespace host = TestNamespace.create()) {
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    compilers,
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    "'" + System.getProperty("java.class.path") + "'",
                    SteadyPathProbe.class.getName());
            long bytes = Long.parseLong(host.shell(String.join(" ", command)).strip());
            assertThat(bytes).as("bytes in %d rounds", SteadyPathProbe.ROUNDS).isZero();
        }
    }
}
