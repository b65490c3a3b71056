package dev.virtualip.agent.config.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.agent.api.ApiSettings;
import dev.virtualip.agent.api.ApiSettings.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KubeconfigTest {
    private static final String WHOLE = """
        apiVersion: v1
        kind: Config
        current-context: here
        preferences: {colors: true}
        contexts:
        - {name: there, context: {cluster: other, user: other}}
        - {name: here, context: {cluster: lab, user: me, namespace: virtualip-system}}
        clusters:
        - {name: other, cluster: {server: "https://192.0.2.99"}}
        - {name: lab, cluster: {server: "https://192.0.2.1:6443", certificate-authority: pki/ca.crt}}
        users:
        - {name: me, user: {token: abcdef}}
        """;

    @TempDir
    private Path folder;

    @Test
    void currentContextCounts() throws IOException {
        ApiSettings settings = read(WHOLE);

        assertThat(settings.server()).isEqualTo("https://192.0.2.1:6443");
        assertThat(settings.namespace()).isEqualTo("virtualip-system");
        assertThat(settings.token()).isEqualTo("abcdef");
        assertThat(settings.tls().insecure()).isFalse();
        assertThat(settings).asString().as("what may be logged").doesNotContain("abcdef");
    }

    @Test
    void pathsAreThoseBesideTheFile() throws IOException {
        ApiSettings settings = read(WHOLE.replace("token: abcdef", "tokenFile: run/token, client-key: /etc/key.pem"));

        assertThat(settings.tls().authority()).isEqualTo(new Pem(folder.resolve("pki/ca.crt"), null));
        assertThat(settings.tokenFile()).isEqualTo(folder.resolve("run/token"));
        assertThat(settings.tls().key()).isEqualTo(new Pem(Path.of("/etc/key.pem"), null));
    }

    @Test
    void dataWinsOverAFileAndATokenOverATokenFile() throws IOException {
        ApiSettings settings = read(WHOLE.replace("pki/ca.crt", "pki/ca.crt, certificate-authority-data: QUJD")
                .replace("token: abcdef", "token: abcdef, tokenFile: run/token"));

        assertThat(settings.tls().authority()).isEqualTo(new Pem(null, "QUJD"));
        assertThat(settings.tokenFile()).isNull();
    }

    @Test
    void withoutANamespaceItIsDefault() throws IOException {
        assertThat(read(WHOLE.replace(", namespace: virtualip-system", "")).namespace())
                .isEqualTo("default");
    }

    @Test
    void jsonOfKubectlIsReadToo() throws IOException {
        assertThat(read("""
            {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "b", "user": "c"}}],
             "clusters": [{"name": "b", "cluster": {"server": "https://[2001:db8::1]:6443"}}],
             "users": [{"name": "c", "user": {}}]}
            """).server()).isEqualTo("https://[2001:db8::1]:6443");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        current-context: here          | current-context: gone              | no gone in contexts
        current-context: here          | current-context: ''                | has no current-context
        cluster: lab                   | cluster: gone                      | no gone in clusters
        user: me                       | user: gone                         | no gone in users
        'server: "https://192.0.2.1:6443",' | ''                            | cluster lab has no server
        token: abcdef                  | exec: {command: aws}               | runs a program (exec)
        token: abcdef                  | auth-provider: {name: gcp}         | auth-provider
        pki/ca.crt                     | 'pki/ca.crt, tls-server-name: api' | tls-server-name is not supported
        """)
    void unusableEntryIsReportedWithFileAndPlace(String instead, String of, String words) throws IOException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), WHOLE.replace(instead, of));

        assertThatThrownBy(() -> Kubeconfig.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(words);
    }

    @Test
    void allThatCannotBeUsedIsReportedAtOnce() throws IOException {
        Path file = Files.writeString(
                folder.resolve("kubeconfig"),
                WHOLE.replace("token: abcdef", "exec: {command: aws}, auth-provider: {name: gcp}")
                        .replace("server: \"https://192.0.2.1:6443\",", "tls-server-name: api,"));

        assertThatThrownBy(() -> Kubeconfig.read(file))
                .hasMessageContainingAll("has no server", "tls-server-name", "(exec)", "auth-provider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "[1, 2]", "apiVersion: {", "contexts: 7", "\u0000"})
    void fileThatIsNoKubeconfigIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kubeconfig")
                .hasMessageContaining("cannot be used");
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Kubeconfig.read(folder.resolve("gone")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone")
                .hasMessageContaining("no such file");
    }

    private ApiSettings read(String text) throws IOException {
        return Kubeconfig.read(Files.writeString(folder.resolve("kubeconfig"), text));
    }
}
