package dev.virtualip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
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

/** The configuration file, and the reasons why the operator does not start. */
class OperatorConfigTest {
    @TempDir
    Path folder;

    @Test
    void missingFileGivesDefaults() throws StartupException {
        assertThat(OperatorConfig.read(null).secrets()).containsExactly("virtualip-keys");
    }

    @Test
    void fileNamesTheSecrets() throws Exception {
        assertThat(OperatorConfig.read(file("secrets: [a, b.c]")).secrets()).containsExactly("a", "b.c");
        assertThat(OperatorConfig.read(file("secrets: []")).secrets()).isEmpty();
        assertThat(OperatorConfig.read(file("")).secrets()).containsExactly("virtualip-keys");
        assertThat(OperatorConfig.read(file("# nothing\n")).secrets()).containsExactly("virtualip-keys");
    }

    @Test
    void fileNamesDestinationsOfNotifications() throws Exception {
        OperatorConfig config = OperatorConfig.read(file("""
            notifications:
            - name: admins
              on: [Active, Backup]
              mail: {server: mail.example.org, tls: None, from: lb@example.org, to: [ops@example.org]}
            - name: chat
              webhook: {url: "https://hooks.example.org/", signingKeyFile: hook.key}
            """));

        assertThat(config.destinations()).containsExactlyInAnyOrder("admins", "chat");
        assertThat(config.notifications().getFirst().on()).containsExactly(Event.ACTIVE, Event.BACKUP);
        assertThat(config.folder()).isEqualTo(folder);
    }

    @Test
    void allProblemsOfDestinationsAreNamedAtOnce() {
        assertThatThrownBy(() -> OperatorConfig.read(file("""
            secret: [a]
            notifications:
            - name: admins
              frequency: daily
              on: [Gone]
              mail: {server: mail.example.org, port: "25", sender: x, from: nobody, to: {}}
            - name: admins
              webhook: {url: "ftp://hooks.example.org/"}
            - 7
            """)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("unknown field 'secret'; the fields are secrets, notifications and services")
                .hasMessageContaining("notifications[0].frequency: unknown field")
                .hasMessageContaining("notifications[0].on[0]: expected one of")
                .hasMessageContaining("notifications[0].mail.sender: unknown field")
                .hasMessageContaining("notifications[0].mail.to: expected a list")
                .hasMessageContaining("notifications[0].mail.from: \"nobody\" is not a mail address")
                .hasMessageContaining("notifications[1].name: \"admins\" is used twice")
                .hasMessageContaining("notifications[1].webhook.url: is not a URL of http or https")
                .hasMessageContaining("notifications[2]: expected fields");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret: [a] | unknown field 'secret'",
                "secrets: a | secrets must be a list",
                "secrets: [A_B] | 'A_B' is not a valid name of a Secret",
                "secrets: [1] | '1' is not a valid name of a Secret",
                "notifications: a | notifications must be a list of destinations",
                "[a] | is not a YAML mapping",
                "{ | is not a YAML mapping"
            })
    void everyErrorIsNamed(String text, String message) {
        assertThatThrownBy(() -> OperatorConfig.read(file(text)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(message);
    }

    @Test
    void unreadableFileIsNamed() {
        assertThatThrownBy(() -> OperatorConfig.read(folder.resolve("none")))
                .hasMessageContaining("none")
                .hasMessageContaining("cannot be read");
    }

    @Test
    void missingClusterIsReportedWithTheRemedy() {
        Map<String, String> environment = Map.of("HOME", folder.toString());

        assertThatThrownBy(() -> ClusterConnection.find(options(null), environment))
                .hasMessageContaining("no cluster found")
                .hasMessageContaining("--kubeconfig FILE");
    }

    @Test
    void invalidKubeconfigIsNamed() throws IOException {
        Path broken = file("{");

        assertThatThrownBy(() -> ClusterConnection.find(options(folder.resolve("none")), Map.of()))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ClusterConnection.find(options(broken), Map.of()))
                .hasMessageContaining("is not a valid kubeconfig");
    }

    private static OperatorOptions.Run options(@Nullable Path kubeconfig) {
        return new OperatorOptions.Run(kubeconfig, null, new InetSocketAddress(0), null, null, true, false);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }
}
