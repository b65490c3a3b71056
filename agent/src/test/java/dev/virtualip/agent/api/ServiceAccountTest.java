package dev.virtualip.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceAccountTest {
    @TempDir
    private Path folder;

    @Test
    void podFindsItsConnection() throws IOException {
        Files.writeString(folder.resolve("token"), "t");
        Files.writeString(folder.resolve("namespace"), "virtualip\n");
        ApiSettings settings = ServiceAccount.settings(
                Map.of("KUBERNETES_SERVICE_HOST", "2001:db8::1", "KUBERNETES_SERVICE_PORT", "6443"), folder);
        assertThat(settings.server()).isEqualTo("https://[2001:db8::1]:6443");
        assertThat(settings.namespace()).isEqualTo("virtualip");
        assertThat(settings.tokenFile()).isEqualTo(folder.resolve("token"));
        assertThat(settings.files()).containsExactly(folder.resolve("ca.crt"));
    }

    @Test
    void readFailsWithHintOutsideAPod() {
        assertThatThrownBy(() -> ServiceAccount.settings(Map.of(), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--kubeconfig FILE");
    }
}
