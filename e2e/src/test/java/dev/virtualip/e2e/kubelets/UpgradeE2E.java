package dev.virtualip.e2e.kubelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubelets.ChartRelease;
import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.RequiresKubelets;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.probe.ProbeLog;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Other versions, other settings, none at all: what an administrator does to the release while addresses are live. */
@SideBySide
@Order(1)
@RequiresKubelets
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeE2E {
    private static final Path CHART = Checkout.root().resolve("deploy/helm/virtualip");
    private static final String DEFINITION =
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/virtualips.virtualip.dev";
    private static final String FIELDS = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/";
    private static final String VERSION = "virtualip.dev/schema-version";

    private final KubeletCluster cluster = KubeletCluster.start("kubelets-upgrade");
    private final ChartRelease release = ChartRelease.prepare(cluster);
    private final ServedAddress address = new ServedAddress(cluster, release);

    @BeforeAll
    void install() {
        release.install();
        address.apply();
    }

    @AfterAll
    void close() {
        cluster.close();
        KubeletFigures.print();
    }

    @BeforeEach
    void settle() {
        address.awaitRecovered();
    }

    @Test
    void rollingUpdateOfAgentsLosesNothing() {
        long start = System.nanoTime();

        ProbeLog log = address.during(() -> {
            cluster.kubectl("rollout", "restart", "daemonset/virtualip-agent", "--namespace=" + ChartRelease.NAMESPACE);
            release.awaitReady();
        });

        KubeletFigures.add("rolling update of three agents, s", (System.nanoTime() - start) / 1e9);
        address.assertNothingLost("rolling update", log);
    }

    /** As if an older release were installed, and afterwards as if a newer one were. */
    @Test
    void upgradeInstallsDefinitionsAndRollbackLosesNoField() {
        String uid = virtualIP().path("metadata").path("uid").asText();
        int routerID = virtualIP().path("status").path("virtualRouterID").asInt();
        patchDefinition("""
            [{"op": "remove", "path": "%snotify"},
             {"op": "replace", "path": "/metadata/labels/virtualip.dev~1schema-version", "value": "0"}]\
            """.formatted(FIELDS));

        ProbeLog upgrade = address.during(() -> {
            release.upgrade(CHART, "--set=agent.stopGrace=2s", "--set=operator.podLabels.tried=upgrade");
            address.awaitSettled();
        });
        address.assertNothingLost("chart upgrade with a new definition", upgrade);
        assertThat(definition().at(FIELDS + "notify").isMissingNode()).isFalse();

        patchDefinition("""
            [{"op": "add", "path": "%slater", "value": {"type": "string"}},
             {"op": "replace", "path": "/metadata/labels/virtualip.dev~1schema-version", "value": "1000"}]\
            """.formatted(FIELDS));
        cluster.kubectl("patch", "vip", ServedAddress.NAME, "--type=merge", "-p", "{\"spec\":{\"later\":\"kept\"}}");
        ProbeLog rollBack = address.during(() -> {
            release.rollBack();
            address.awaitSettled();
        });

        address.assertNothingLost("chart rolled back", rollBack);
        assertThat(definition().at("/metadata/labels").path(VERSION).asText()).isEqualTo("1000");
        assertThat(virtualIP().at("/spec/later").asText()).isEqualTo("kept");
        assertThat(virtualIP().at("/metadata/uid").asText()).isEqualTo(uid);
        assertThat(virtualIP().at("/status/virtualRouterID").asInt()).isEqualTo(routerID);
    }

    /** Whatever order Helm deletes in: nothing cleans up afterwards. */
    @Test
    void uninstallLeavesNothingAndReinstallRestoresTheAddress() {
        int routerID = virtualIP().path("status").path("virtualRouterID").asInt();
        assertThat(KubeletCluster.NODES)
                .anySatisfy(node -> assertThat(stateFolder(node)).contains("assignment"));
        long start = System.nanoTime();

        release.uninstall();

        KubeletFigures.add("helm uninstall with a live address, s", (System.nanoTime() - start) / 1e9);
        for (String node : KubeletCluster.NODES) {
            assertThat(cluster.exec(node, "ip", "addr")).doesNotContain("192.0.2.10/");
            assertThat(stateFolder(node)).doesNotContain("assignment");
            assertThat(cluster.exec(node, "sh", "-c", "pgrep -fa '[v]irtualip-' || :"))
                    .isEmpty();
        }
        assertThat(cluster.kubectl("get", "jobs,pods", "--namespace=" + ChartRelease.NAMESPACE, "-o", "name"))
                .isEmpty();
        JsonNode status = virtualIP().path("status");
        assertThat(status.path("conditions").findValuesAsText("reason")).contains("Withdrawn");
        assertThat(status.has("activeNode")).isFalse();
        assertThat(cluster.kubectl("wait", "virtualip/" + ServedAddress.NAME, "--for=condition=Ready=false"))
                .contains("condition met");

        start = System.nanoTime();
        release.install();
        KubeletFigures.add("helm install again until all is ready, s", (System.nanoTime() - start) / 1e9);
        address.awaitSettled();
        assertThat(virtualIP().path("status").path("virtualRouterID").asInt()).isEqualTo(routerID);
    }

    private String stateFolder(String node) {
        return cluster.exec(node, "find", "/var/lib/virtualip");
    }

    private JsonNode virtualIP() {
        return cluster.virtualIPs().get(ServedAddress.NAME);
    }

    private JsonNode definition() {
        return cluster.api().get(DEFINITION).orThrow();
    }

    private void patchDefinition(String patch) {
        cluster.kubectl("patch", "crd", "virtualips.virtualip.dev", "--type=json", "-p", patch);
    }
}
