package dev.virtualip.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.FakeApiServer;
import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.output.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterBundleTest {
    private static final String LOG = "/api/v1/namespaces/virtualip-system/pods/virtualip-operator-1/log";

    private static final String LOGGED =
            "started\nAuthorization: Bearer hunter2-hunter2-f\nsent to https://ops:hunter2@mail.example.com/\n";

    /** Each planted secret has this in it. */
    private static final String PLANTED = "hunter2";

    private static final Map<String, String> ANSWERS = Map.of(
            "/version",
            "{\"major\": \"1\", \"minor\": \"35\", \"gitVersion\": \"v1.35.0\"}",
            "/apis/virtualip.dev/v1alpha1/virtualips",
            list("virtualip.dev/v1alpha1", "VirtualIP", """
                {"metadata": {"name": "ingress", "annotations":
                 {"example.com/api-token": "hunter2-a", "note": "password=hunter2-b",
                  "kubectl.kubernetes.io/last-applied-configuration": "{hunter2-c}"}}}\
                """),
            "/api/v1/nodes",
            list("v1", "Node", "{\"metadata\": {\"name\": \"node-a\"}}"),
            "/api/v1/pods",
            list("v1", "Pod", """
                {"metadata": {"name": "virtualip-operator-1", "namespace": "virtualip-system"},
                 "spec": {"containers": [{"name": "operator", "env":
                   [{"name": "MAIL_PASSWORD", "value": "hunter2-d"}, {"name": "ZONE", "value": "zone-1"}]}]},
                 "status": {"containerStatuses": []}}\
                """),
            "/api/v1/namespaces/kube-system/configmaps/kube-proxy",
            """
            {"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "kube-proxy"},
             "data": {"config.conf": "mode: nftables\\ntoken: hunter2-e\\n"}}\
            """);

    @TempDir
    Path folder;

    private final BundleFiles files = new BundleFiles();
    private final FakeApiServer api = new FakeApiServer();

    @BeforeEach
    void start() {
        ANSWERS.forEach(api::json);
        api.text(LOG, LOGGED);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void nodesAndPodsAreCollected() throws Exception {
        collect();
        assertThat(files.all().get("objects/Node.json")).contains("\"node-a\"");
        assertThat(files.all().get("programs/Pod.json")).contains("\"virtualip-operator-1\"");
        assertThat(files.gaps()).noneMatch(gap -> gap.startsWith("Node:") || gap.startsWith("Pod:"));
    }

    @Test
    void plantedSecretsAreInNoFile() throws Exception {
        collect();
        assertThat(files.all())
                .containsKeys("objects/VirtualIP.json", "kube-proxy.json", "logs/virtualip-operator-1.operator.log");
        files.all().forEach((name, text) -> assertThat(text).as(name).doesNotContain(PLANTED));
        assertThat(files.all().get("programs/Pod.json")).contains("zone-1", "REDACTED");
        assertThat(files.all().get("kube-proxy.json")).contains("nftables");
        assertThat(files.all().get("logs/virtualip-operator-1.operator.log")).contains("started", "mail.example.com");
    }

    @Test
    void kindThatIsNotServedIsAGapAndNoConnectionProblem() throws Exception {
        collect();
        assertThat(files.gaps())
                .anyMatch(gap -> gap.startsWith("DaemonSet:"))
                .noneMatch(gap -> gap.contains("No connection"));
    }

    private void collect() throws IOException, CommandFailedException {
        Path kubeconfig = api.kubeconfig(folder);
        try (ClusterClient client = ClusterClient.connect(ClusterOptions.of(kubeconfig, null), Map.of())) {
            new ClusterBundle(client, files).collect();
        }
    }

    private static String list(String version, String kind, String item) {
        return "{\"apiVersion\": \"%s\", \"kind\": \"%sList\", \"metadata\": {}, \"items\": [%s]}"
                .formatted(version, kind, item);
    }
}
