package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that the chart renders. */
@RequiresHelm
class ChartIT {

    private final Helm helm;

    ChartIT(Helm helm) {
        this.helm = helm;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.realtime=false",
                "agent.realtime=true,agent.metrics.ipv6=true,agent.priorityClassQuota=true",
                "agent.enabled=false",
                "operator.enabled=false,networkPolicy.enabled=false",
                "agent.secrets=null",
                "monitoring.podMonitor.enabled=true,monitoring.prometheusRule.enabled=true",
                "monitoring.serviceMonitor.enabled=true,monitoring.dashboard.enabled=true",
                "crds.install=user,admissionPolicies.enabled=false",
                "openshift.enabled=true,agent.realtime=true",
                "openshift.enabled=true,agent.enabled=false",
            })
    void chartIsWellFormedForEachSwitch(String values) {
        helm.lint("--set", values).orThrow();

        assertThat(helm.objects("--set", values)).hasSizeGreaterThan(5).allSatisfy(object -> {
            assertThat(object.path("kind").asText()).isNotEmpty();
            assertThat(object.path("metadata").path("name").asText()).startsWith("virtualip");
        });
    }

    @Test
    void agentHasOnlyTheRightsItNeeds() {
        JsonNode pod = podOf("DaemonSet", "virtualip-agent");
        JsonNode security = pod.path("containers").path(0).path("securityContext");

        assertThat(security.path("capabilities")).hasToString("""
            {"drop":["ALL"],"add":["NET_ADMIN","NET_RAW"]}\
            """);
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.path("hostNetwork").asBoolean()).isTrue();
        assertThat(pod.path("hostPID").asBoolean()).isFalse();
        assertThat(pod.at("/containers/0/resources/limits/cpu").isMissingNode())
                .as("no CPU limit")
                .isTrue();
    }

    @Test
    void realTimeAddsOneCapability() {
        JsonNode pod = podOf("DaemonSet", "virtualip-agent", "--set", "agent.realtime=true");

        assertThat(pod.at("/containers/0/securityContext/capabilities/add")).hasToString("""
            ["NET_ADMIN","NET_RAW","SYS_NICE"]\
            """);
    }

    @Test
    void operatorPassesRestrictedPodSecurity() {
        JsonNode pod = podOf("Deployment", "virtualip-operator");
        JsonNode security = pod.path("containers").path(0).path("securityContext");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(security.path("capabilities")).hasToString("""
            {"drop":["ALL"]}\
            """);
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(pod.path("hostNetwork").asBoolean()).isFalse();
    }

    @Test
    void agentServesOnlyMetricsBeyondLoopback() {
        JsonNode container =
                podOf("DaemonSet", "virtualip-agent").path("containers").path(0);

        assertThat(container.path("args"))
                .extracting(JsonNode::asText)
                .contains("run", "--node=$(NODE_NAME)", "--http=127.0.0.1:9851", "--metrics=$(HOST_IP):9851");
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet/host").asText()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void orderlyStopFitsIntoTheGracePeriod() {
        JsonNode pod = podOf("DaemonSet", "virtualip-agent", "--set", "agent.stopGrace=10s");

        // architecture.md, 8: ten seconds at most, and what it takes to exit.
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(11);
    }

    @Test
    void agentsAreUpdatedOneNodeAtATime() {
        JsonNode daemonSet = Chart.object(helm.objects(), "DaemonSet", "virtualip-agent");

        assertThat(daemonSet
                        .at("/spec/updateStrategy/rollingUpdate/maxUnavailable")
                        .asInt())
                .isEqualTo(1);
        assertThat(daemonSet.at("/spec/template/spec/priorityClassName").asText())
                .isEqualTo("system-node-critical");
    }

    @Test
    void userInstalledDefinitionsAreOnlyRead() {
        assertThat(helm.objects("--set", "crds.install=user").toString())
                .contains("customresourcedefinitions")
                .doesNotContain("virtualip-operator-definitions");
        assertThat(helm.objects().toString()).contains("virtualip-operator-definitions");
    }

    @Test
    void digestOverridesTag() {
        String digest = "sha256:" + "0".repeat(64);
        JsonNode pod = podOf(
                "DaemonSet",
                "virtualip-agent",
                "--set",
                "image.registry=registry.example.org/mirror,agent.image.digest=" + digest);

        assertThat(pod.at("/containers/0/image").asText())
                .isEqualTo("registry.example.org/mirror/virtualip-agent@" + digest);
    }

    private JsonNode podOf(String kind, String name, String... options) {
        return Chart.object(helm.objects(options), kind, name).at("/spec/template/spec");
    }
}
