package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.golden.GoldenFiles;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The plain manifests, for people without Helm, are what the chart renders. */
@RequiresHelm
class ManifestsIT {

    private static final String HEAD = """
        # virtualip without Helm: kubectl apply -f install.yaml. Rendered from deploy/helm/virtualip with its defaults;
        # a test compares them. The operator brings its custom resource definitions; to apply them yourself: crds.yaml.
        ---
        apiVersion: v1
        kind: Namespace
        metadata:
          name: virtualip-system
          labels:
            app.kubernetes.io/part-of: virtualip
            # The agents use the host's network and NET_ADMIN.
            pod-security.kubernetes.io/enforce: privileged
        """;

    private final Helm helm;

    ManifestsIT(Helm helm) {
        this.helm = helm;
    }

    @Test
    void installYamlIsCurrent() {
        String rendered = helm.template(Chart.NAMESPACE, "--no-hooks")
                .orThrow()
                .replace("app.kubernetes.io/managed-by: Helm", "app.kubernetes.io/managed-by: kubectl")
                .lines()
                .filter(line -> !line.startsWith("# Source: ") && !line.isBlank())
                .collect(Collectors.joining("\n", "", "\n"));

        GoldenFiles.check(Chart.DEPLOY.resolve("manifests/install.yaml"), HEAD + rendered);
    }

    @Test
    void kustomizationListsTheManifests() {
        List<String> resources = Chart.document(Chart.read(Chart.DEPLOY.resolve("manifests/kustomization.yaml")))
                .path("resources")
                .valueStream()
                .map(node -> node.asText())
                .toList();

        assertThat(resources).containsExactly("install.yaml");
    }
}
