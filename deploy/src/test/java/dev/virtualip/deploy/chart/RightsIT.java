package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The chart gives the rights, and holds the policies, that deploy/rbac explains and the end-to-end tests run with. */
@RequiresHelm
class RightsIT {

    private static final Path RBAC = Chart.DEPLOY.resolve("rbac");

    private final Helm helm;

    RightsIT(Helm helm) {
        this.helm = helm;
    }

    @Test
    void chartGrantsTheRightsOfDeployRbac() {
        Set<String> rendered = rules(helm.objects());

        assertThat(rendered).isEqualTo(explained()).hasSizeGreaterThan(8);
    }

    @Test
    void configuredSecretsReplaceTheDefaultOne() {
        String rendered = rules(helm.objects("--set", "agent.secrets={a,b}")).toString();

        assertThat(rendered).contains("[\"a\",\"b\"]").doesNotContain("virtualip-keys");
    }

    @Test
    void noSecretIsReadableWithoutConfiguredSecrets() {
        assertThat(rules(helm.objects("--set", "agent.secrets=null")).toString())
                .doesNotContain("secrets");
    }

    @Test
    void chartHasTheRolesForPeopleOfDeployRbac() {
        assertThat(userRoles(helm.objects()))
                .isEqualTo(userRoles(Chart.documents(Chart.read(RBAC.resolve("users.yaml")))))
                .hasSize(6)
                .noneMatch(role -> role.contains("*") || role.contains("secrets") || role.contains("status"));
    }

    /** The rules and aggregations of roles that are bound to no account of ours. */
    private static Set<String> userRoles(List<JsonNode> objects) {
        Set<String> roles = new TreeSet<>();
        for (JsonNode object : objects) {
            String name = object.path("metadata").path("name").asText();
            boolean bound = objects.stream()
                    .anyMatch(binding ->
                            binding.path("roleRef").path("name").asText().equals(name));
            if (object.path("kind").asText().equals("ClusterRole") && !bound) {
                StringBuilder labels = new StringBuilder();
                object.path("metadata").path("labels").fieldNames().forEachRemaining(label -> {
                    if (label.startsWith("rbac.")) {
                        labels.append(label);
                    }
                });
                roles.add(name + " " + labels + ": " + object.path("rules"));
            }
        }
        return roles;
    }

    @Test
    void chartHasThePoliciesOfDeployRbac() {
        assertThat(Chart.text("files/policies.yaml"))
                .as("copy deploy/rbac/policies.yaml to deploy/helm/virtualip/files")
                .isEqualTo(Chart.read(RBAC.resolve("policies.yaml")));
    }

    @Test
    void policiesUseTheNamespaceOfTheRelease() {
        String rendered = helm.template("elsewhere").orThrow();

        assertThat(rendered)
                .contains("system:serviceaccount:elsewhere:virtualip-agent")
                .doesNotContain(Chart.NAMESPACE);
    }

    private static Set<String> explained() {
        Set<String> rules = new TreeSet<>();
        for (String file : List.of("operator.yaml", "agent.yaml")) {
            rules.addAll(rules(Chart.documents(Chart.read(RBAC.resolve(file)))));
        }
        return rules;
    }

    /** Grants as one line for each rule. The names of roles do not matter. */
    private static Set<String> rules(List<JsonNode> objects) {
        Set<String> rules = new TreeSet<>();
        for (JsonNode binding : objects) {
            if (!binding.path("kind").asText().endsWith("RoleBinding")) {
                continue;
            }
            JsonNode reference = binding.path("roleRef");
            String namespace = binding.path("metadata").path("namespace").asText();
            JsonNode role = objects.stream()
                    .filter(object -> object.path("kind").equals(reference.path("kind")))
                    .filter(object -> object.path("metadata").path("name").equals(reference.path("name")))
                    .filter(object ->
                            object.path("metadata").path("namespace").asText().equals(namespace))
                    .findFirst()
                    .orElseThrow();
            for (JsonNode rule : role.path("rules")) {
                rules.add(binding.at("/subjects/0/name").asText() + " in " + namespace + ": " + rule);
            }
        }
        return rules;
    }
}
