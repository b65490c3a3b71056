package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights of the chart on OpenShift admit the agent's Pods, and nothing that these Pods do not ask for. */
@RequiresHelm
class OpenShiftIT {

    private static final String ENABLED = "openshift.enabled=true";
    private static final String HEAD = """
        # For OpenShift, before install.yaml: kubectl apply -f openshift.yaml. Rendered from deploy/helm/virtualip with
        # openshift.enabled=true; a test compares them. Then give the agents' container the SELinux type spc_t.
        """;

    private final Helm helm;

    OpenShiftIT(Helm helm) {
        this.helm = helm;
    }

    @ParameterizedTest
    @ValueSource(strings = {ENABLED, ENABLED + ",agent.realtime=true", ENABLED + ",agent.metrics.enabled=false"})
    void constraintsAllowExactlyWhatTheAgentAsksFor(String values) {
        List<JsonNode> objects = helm.objects("--set", values);
        JsonNode constraints = Chart.object(objects, "SecurityContextConstraints", "virtualip-agent");
        JsonNode pod = Chart.object(objects, "DaemonSet", "virtualip-agent").at("/spec/template/spec");
        JsonNode container = pod.path("containers").path(0);
        JsonNode security = container.path("securityContext");

        assertThat(constraints.path("allowedCapabilities")).isEqualTo(security.at("/capabilities/add"));
        assertThat(constraints.path("requiredDropCapabilities")).isEqualTo(security.at("/capabilities/drop"));
        assertThat(constraints.path("volumes"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(volumes(pod));
        assertThat(constraints.at("/runAsUser/uid").asInt(-1))
                .isEqualTo(pod.at("/securityContext/runAsUser").asInt(-2));
        assertThat(constraints.path("allowHostNetwork")).isEqualTo(pod.path("hostNetwork"));
        assertThat(constraints.path("allowHostPorts").asBoolean()).isEqualTo(container.has("ports"));
        assertThat(constraints.path("readOnlyRootFilesystem")).isEqualTo(security.path("readOnlyRootFilesystem"));
        for (String never :
                List.of("allowHostPID", "allowHostIPC", "allowPrivilegedContainer", "allowPrivilegeEscalation")) {
            assertThat(constraints.path(never).asBoolean(true)).as(never).isFalse();
        }
        assertThat(constraints.path("users")).isEmpty();
        assertThat(constraints.path("groups")).isEmpty();
    }

    @Test
    void agentMayUseOnlyItsOwnConstraints() {
        List<JsonNode> objects = helm.objects("--set", ENABLED);
        JsonNode role = Chart.object(objects, "ClusterRole", "virtualip-agent-openshift");
        JsonNode operator = Chart.object(objects, "RoleBinding", "virtualip-operator-openshift");

        assertThat(role.path("rules")).hasSize(1);
        assertThat(role.at("/rules/0")).hasToString("""
            {"apiGroups":["security.openshift.io"],"resources":["securitycontextconstraints"],\
            "resourceNames":["virtualip-agent"],"verbs":["use"]}\
            """);
        assertThat(operator.at("/roleRef/name").asText()).isEqualTo("system:openshift:scc:nonroot-v2");
    }

    @Test
    void stateFolderIsWritableUnderSelinux() {
        String type = "/spec/template/spec/containers/0/securityContext/seLinuxOptions/type";

        assertThat(Chart.object(helm.objects("--set", ENABLED), "DaemonSet", "virtualip-agent")
                        .at(type)
                        .asText())
                .isEqualTo("spc_t");
        assertThat(Chart.object(
                                helm.objects("--set", ENABLED + ",agent.seLinuxOptions.type=virtualip_t"),
                                "DaemonSet",
                                "virtualip-agent")
                        .at(type)
                        .asText())
                .isEqualTo("virtualip_t");
    }

    @Test
    void otherClustersGetNoneOfIt() {
        assertThat(helm.objects().toString()).doesNotContain("openshift", "spc_t");
    }

    @Test
    void plainManifestIsCurrent() {
        String rendered = helm.template(Chart.NAMESPACE, "--set", ENABLED, "--show-only", "templates/openshift.yaml")
                .orThrow()
                .replace("app.kubernetes.io/managed-by: Helm", "app.kubernetes.io/managed-by: kubectl")
                .lines()
                .filter(line -> !line.startsWith("# Source: ") && !line.isBlank())
                .collect(Collectors.joining("\n", "", "\n"));

        GoldenFiles.check(Chart.DEPLOY.resolve("manifests/openshift.yaml"), HEAD + rendered);
    }

    /** The kinds of a Pod's volumes, with that of the ServiceAccount's token. */
    private static Set<String> volumes(JsonNode pod) {
        Set<String> kinds = new TreeSet<>(Set.of("projected"));
        for (JsonNode volume : pod.path("volumes")) {
            volume.fieldNames().forEachRemaining(kinds::add);
        }
        kinds.remove("name");
        return kinds;
    }
}
