package dev.virtualip.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubernetes.ApiServer;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.kubernetes.YamlDocuments;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Helm installs the chart into a real API server, or refuses before anything is there. */
@SideBySide
@RequiresApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartE2E {
    private static final String NAMESPACE = "virtualip-system";
    private static final Path CHART = Checkout.root().resolve("deploy/helm/virtualip");
    private static final Path MANIFESTS = Checkout.root().resolve("deploy/manifests");

    private final Lab lab = Lab.start("ChartE2E", LabSubnets.DOCUMENTATION, "control");
    private final LabHost host = lab.host("control");
    private final ApiServer api = ApiServer.start(host, host.inet());

    @BeforeAll
    void findHelm() {
        Prerequisite.require(!helmProgram().isEmpty(), "needs Helm: run e2e/kubernetes/helm/build.sh once");
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @AfterEach
    void uninstall() {
        // Without kubelets the hook's Job does not run.
        helm("uninstall", "virtualip", "--namespace", NAMESPACE, "--ignore-not-found", "--no-hooks");
        api.kubectl("delete", "--ignore-not-found", "resourcequota", "--all", "--namespace", NAMESPACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.realtime=false",
                "agent.realtime=true,agent.metrics.ipv6=true,agent.priorityClassQuota=true",
                "agent.metrics.enabled=false,operator.replicas=1,networkPolicy.enabled=false",
                "monitoring.dashboard.enabled=true,monitoring.scrapeAnnotations=true,agent.javaOptions=-Xmx64m"
            })
    void apiServerAcceptsWhatTheChartRenders(String values) {
        install("--set", values);

        assertThat(api.kubectl("get", "daemonset", "virtualip-agent", "-n", NAMESPACE, "--no-headers"))
                .startsWith("virtualip-agent");
        assertThat(api.kubectl("get", "deployment", "virtualip-operator", "-n", NAMESPACE, "--no-headers"))
                .startsWith("virtualip-operator");
    }

    @Test
    void uninstallLeavesOnlyDefinitions() {
        api.kubectl(
                "apply", "--server-side", "-f", MANIFESTS.resolve("crds.yaml").toString());
        install("--set", "crds.install=user");
        helm("uninstall", "virtualip", "--namespace", NAMESPACE, "--no-hooks");

        String kinds = "clusterroles,clusterrolebindings,validatingadmissionpolicies,validatingadmissionpolicybindings";
        assertThat(api.kubectl("get", kinds, "-o", "name")).doesNotContain("virtualip");
        assertThat(api.kubectl("get", "roles,rolebindings", "-A", "-o", "name")).doesNotContain("virtualip");
        assertThat(api.kubectl("get", "crd", "-o", "name")).contains("virtualips.virtualip.dev");
        api.kubectl("delete", "-f", MANIFESTS.resolve("crds.yaml").toString());
    }

    @Test
    void secondReleaseIsRefused() {
        install();

        refused("as release virtualip in namespace " + NAMESPACE, "another", "elsewhere");
        refused("as release virtualip in namespace " + NAMESPACE, "another", NAMESPACE);
    }

    @Test
    void releaseBesidePlainManifestsIsRefused() {
        api.kubectl("apply", "--server-side", "-k", MANIFESTS.toString());
        refused("installed by plain manifests", "virtualip", "elsewhere");

        // Not the namespace: without controllers its deletion does not finish.
        String mark = "--selector=app.kubernetes.io/managed-by=kubectl";
        api.kubectl("delete", "clusterroles,clusterrolebindings", mark);
        api.kubectl("delete", "roles,rolebindings,sa,cm,ds,deploy,pdb,netpol", mark, "--all-namespaces");
        api.kubectl("delete", "validatingadmissionpolicies,validatingadmissionpolicybindings", "--all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restricted", "baseline"})
    void namespaceThatForbidsAgentsIsRefused(String level) {
        api.kubectl("create", "namespace", "strict-" + level);
        api.kubectl("label", "namespace", "strict-" + level, "pod-security.kubernetes.io/enforce=" + level);

        refused("pod-security.kubernetes.io/enforce=privileged", "virtualip", "strict-" + level);
    }

    @Test
    void quotaThatAdmitsNoAgentIsRefused() {
        api.kubectl("create", "namespace", "tight");
        api.admin().create("""
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: none, namespace: tight}
            spec:
              hard: {pods: "0"}
              scopeSelector:
                matchExpressions:
                - {scopeName: PriorityClass, operator: In, values: [system-node-critical]}
            """).orThrow();

        refused("ResourceQuota none in namespace tight", "virtualip", "tight");
    }

    @Test
    void nodeWithoutImageIsRefused() {
        api.admin().create("""
            apiVersion: v1
            kind: Node
            metadata: {name: other}
            status:
              nodeInfo: {architecture: arm64}
            """).orThrow();
        try {
            refused("node other is of architecture arm64, and the images are for amd64", "virtualip", "elsewhere");
            install("--set", "image.architectures={amd64,arm64}");
        } finally {
            api.kubectl("delete", "node", "other");
        }
    }

    @Test
    void apiThatTheClusterDoesNotServeIsRefused() {
        refused(
                "need the Prometheus operator",
                "virtualip",
                "elsewhere",
                "--set",
                "monitoring.podMonitor.enabled=true");
        refused("crds.yaml", "virtualip", "elsewhere", "--set", "crds.install=user");
        refused("it is not OpenShift", "virtualip", "elsewhere", "--set", "openshift.enabled=true");
    }

    /** As Argo CD and Flux see it: nothing rendered is random, changed by the server, or changed by a second apply. */
    @Test
    void renderedObjectsStayAsTheyAreWhenAppliedAgain() throws IOException {
        String rendered = render();
        Path file = Files.writeString(lab.folder().resolve("rendered.yaml"), rendered);
        api.kubectl("create", "namespace", "drift");

        assertThat(render()).isEqualTo(rendered);
        api.kubectl("apply", "--server-side", "-f", file.toString());
        List<String> versions = versions(file);
        assertThat(drift(rendered, file)).isEmpty();
        api.kubectl("apply", "--server-side", "-f", file.toString());

        assertThat(versions(file)).isEqualTo(versions).hasSizeGreaterThan(15);
        api.kubectl("delete", "-f", file.toString(), "--wait=false");
    }

    private String render() {
        return helm("template", "virtualip", CHART.toString(), "--namespace", "drift", "--no-hooks");
    }

    private List<String> versions(Path file) {
        return live(file).stream()
                .map(object -> object.path("kind").asText() + " "
                        + object.path("metadata").path("name").asText() + " "
                        + object.path("metadata").path("resourceVersion").asText())
                .toList();
    }

    private List<JsonNode> live(Path file) {
        List<JsonNode> items = new ArrayList<>();
        YamlDocuments.of(api.kubectl("get", "-f", file.toString(), "-o", "json"))
                .getFirst()
                .path("items")
                .forEach(items::add);
        return items;
    }

    /** The rendered fields that the server stores in another form, or not at all. */
    private List<String> drift(String rendered, Path file) {
        List<JsonNode> wanted = YamlDocuments.of(rendered);
        List<JsonNode> live = live(file);
        List<String> drift = new ArrayList<>();
        assertThat(live).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i).path("kind").asText() + " "
                    + wanted.get(i).path("metadata").path("name").asText();
            addDrift(wanted.get(i), live.get(i), name, drift);
        }
        return drift;
    }

    private static void addDrift(JsonNode wanted, JsonNode live, String path, List<String> drift) {
        if (wanted.isObject() && live.isObject()) {
            wanted.properties()
                    .forEach(field ->
                            addDrift(field.getValue(), live.path(field.getKey()), path + "." + field.getKey(), drift));
        } else if (wanted.isArray() && wanted.size() == live.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                addDrift(wanted.get(i), live.path(i), path + "[" + i + "]", drift);
            }
        } else if (!wanted.equals(live)) {
            drift.add("%s: %s became %s".formatted(path, wanted, live));
        }
    }

    private void install(String... options) {
        List<String> arguments = new ArrayList<>(List.of("install", "virtualip", CHART.toString()));
        arguments.addAll(List.of("--namespace", NAMESPACE, "--create-namespace"));
        arguments.addAll(List.of(options));
        helm(arguments.toArray(String[]::new));
    }

    /** And nothing of it is there afterwards. */
    private void refused(String because, String release, String namespace, String... options) {
        List<String> arguments = new ArrayList<>(List.of("install", release, CHART.toString()));
        arguments.addAll(List.of("--namespace", namespace, "--create-namespace"));
        arguments.addAll(List.of(options));

        assertThatThrownBy(() -> helm(arguments.toArray(String[]::new)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(because);
        assertThat(helm("list", "--namespace", namespace, "--filter", "^" + release + "$", "--short"))
                .isEqualTo(release.equals("virtualip") && namespace.equals(NAMESPACE) ? release : "");
    }

    private String helm(String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "KUBECONFIG=" + api.kubeconfig()));
        for (String kind : List.of("CACHE", "CONFIG", "DATA")) {
            command.add("HELM_" + kind + "_HOME=" + lab.folder().resolve("helm"));
        }
        command.add(helmProgram());
        command.addAll(List.of(arguments));
        return host.exec(command.toArray(String[]::new)).strip();
    }

    /** Its path; empty when it is not there. In CI the tests of the chart itself have built it. */
    private String helmProgram() {
        try {
            String recipe =
                    Checkout.root().resolve("e2e/kubernetes/helm/build.sh").toString();
            return host.exec(recipe, "--look").strip();
        } catch (LabException e) {
            return "";
        }
    }
}
