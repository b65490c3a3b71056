package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import org.junit.jupiter.api.Test;

/** The operator installs its definitions: forward only, beside what others added, and again when they are gone. */
@SideBySide
@RequiresApiServer
class DefinitionsE2E {
    private static final String PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    private static final String ROUTERS = PATH + "vrrprouters.virtualip.dev";
    private static final String VERSION = "virtualip.dev/schema-version";

    @Test
    void definitionsAreOnlyUpgradedKeepForeignMetadataAndAreRestored() {
        try (KubeCluster cluster = KubeCluster.start("DefinitionsE2E", "node-a")) {
            OperatorProcess first = ready(cluster);
            String ours = label(cluster);
            assertThat(ours).isNotEmpty();
            String columns = version(cluster).path("additionalPrinterColumns").toString();

            // Another writer changes them: our fields come back, its additions stay.
            merge(cluster, """
                {"metadata": {"labels": {"%s": "0", "team": "edge"}}, "spec": {"names": {"categories": ["other"]}}}
                """.formatted(VERSION));
            assertThat(first.stop()).isZero();
            OperatorProcess second = ready(cluster);
            assertThat(label(cluster)).isEqualTo(ours);
            assertThat(labels(cluster).path("team").asText()).isEqualTo("edge");
            assertThat(cluster.api()
                            .admin()
                            .get(ROUTERS)
                            .orThrow()
                            .path("spec")
                            .path("names")
                            .path("categories")
                            .toString())
                    .doesNotContain("other");
            assertThat(version(cluster).path("additionalPrinterColumns").toString())
                    .isEqualTo(columns);

            // A newer operator was here: this one, rolled back, leaves them alone and says so.
            merge(cluster, "{\"metadata\": {\"labels\": {\"%s\": \"99\"}}}".formatted(VERSION));
            assertThat(second.stop()).isZero();
            OperatorProcess third = ready(cluster);
            assertThat(label(cluster)).isEqualTo("99");
            assertThat(third.log()).contains("vrrprouters.virtualip.dev in the cluster is newer (schema version 99)");

            // One is deleted while the operator runs.
            cluster.api().admin().delete(ROUTERS).orThrow();
            cluster.await(
                    "it is back, and so is what was in it",
                    () -> label(cluster).equals(ours)
                            && cluster.virtualIPs().router("node-a").has("spec"));
        }
    }

    private static OperatorProcess ready(KubeCluster cluster) {
        OperatorProcess operator = cluster.startOperator();
        cluster.await(
                "the operator leads", () -> operator.get("/readyz").orElse("").contains("leading"));
        return operator;
    }

    private static void merge(KubeCluster cluster, String patch) {
        cluster.api().admin().merge(ROUTERS, patch).orThrow();
    }

    private static JsonNode labels(KubeCluster cluster) {
        return cluster.api().admin().get(ROUTERS).body().path("metadata").path("labels");
    }

    private static String label(KubeCluster cluster) {
        return labels(cluster).path(VERSION).asText();
    }

    private static JsonNode version(KubeCluster cluster) {
        return cluster.api()
                .admin()
                .get(ROUTERS)
                .orThrow()
                .path("spec")
                .path("versions")
                .path(0);
    }
}
