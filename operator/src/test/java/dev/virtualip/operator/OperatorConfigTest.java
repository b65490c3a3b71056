package dev.virtualip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the release, and what the operator says when it cannot even begin. */
class OperatorConfigTest {
    @TempDir
    Path folder;

    @Test
    void withoutAFileTheDefaultsHold() throws RefusedException {
        assertThat(OperatorConfig.read(null).secrets()).containsExactly("virtualip-keys");
    }

    @Test
    void theFileNamesTheSecrets() throws Exception {
        assertThat(OperatorConfig.read(file("secrets: [a, b.c]")).secrets()).containsExactly("a", "b.c");
        assertThat(OperatorConfig.read(file("secrets: []")).secrets()).isEmpty();
        assertThat(OperatorConfig.read(file("")).secrets()).containsExactly("virtualip-keys");
        assertThat(OperatorConfig.read(file("# nothing\n")).secrets()).containsExactly("virtualip-keys");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret: [a] | there is no field 'secret'",
                "secrets: a | secrets is a list",
                "secrets: [A_B] | 'A_B' is no name of a Secret",
                "secrets: [1] | '1' is no name of a Secret",
                "[a] | is not YAML with fields",
                "{ | is not YAML with fields"
            })
    void whatIsWrongIsNamed(String text, String message) {
        assertThatThrownBy(() -> OperatorConfig.read(file(text)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> OperatorConfig.read(folder.resolve("none")))
                .hasMessageContaining("none")
                .hasMessageContaining("cannot be read");
    }

    @Test
    void withoutAClusterTheRemedyIsNamed() {
        Map<String, String> environment = Map.of("HOME", folder.toString());

        assertThatThrownBy(() -> Cluster.find(options(null), environment))
                .hasMessageContaining("no cluster")
                .hasMessageContaining("--kubeconfig FILE");
    }

    @Test
    void aKubeconfigThatIsNoneIsNamed() throws IOException {
        Path broken = file("{");

        assertThatThrownBy(() -> Cluster.find(options(folder.resolve("none")), Map.of()))
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> Cluster.find(options(broken), Map.of())).hasMessageContaining("is no kubeconfig");
    }

    private static OperatorOptions.Run options(@Nullable Path kubeconfig) {
        return new OperatorOptions.Run(kubeconfig, null, new InetSocketAddress(0), null, true, false);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }
}
