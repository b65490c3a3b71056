package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables of deploy/rbac/README.md say what its manifests give, right by right. */
class RightsTest {
    private static final Path FOLDER = Path.of("deploy/rbac");

    private static String read(String file) {
        return Objects.requireNonNull(Repository.here().texts().get(FOLDER.resolve(file)), file);
    }

    private static List<Right> given() {
        return Right.ofManifests(List.of(read("operator.yaml"), read("agent.yaml")));
    }

    @Test
    void rightsAndTheirTableAgree() {
        assertThat(Right.ofTables(read("README.md"))).containsExactlyInAnyOrderElementsOf(given());
    }

    @Test
    void agentsMayCreateAndDeleteNothing() {
        assertThat(given())
                .filteredOn(right -> right.account().equals("virtualip-agent"))
                .isNotEmpty()
                .allSatisfy(right -> assertThat(right.verbs()).isSubsetOf("get", "list", "watch", "patch"));
    }

    @Test
    void noRoleReadsAllSecretsOrUsesWildcards() {
        assertThat(given()).allSatisfy(right -> {
            assertThat(right.verbs()).doesNotContain("*");
            assertThat(right.resource()).doesNotContain("*");
            if (right.resource().equals("secrets")) {
                assertThat(right.names()).isNotEmpty();
                assertThat(right.where()).isNotEqualTo("cluster");
            }
        });
    }

    @Test
    void rightMissingInTheTableIsFound() {
        String manifest = """
            {kind: ClusterRole, metadata: {name: r}, rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]}
            ---
            {kind: ClusterRoleBinding, roleRef: {kind: ClusterRole, name: r}, subjects: [{name: a}]}
            """;

        assertThat(Right.ofManifests(List.of(manifest)))
                .containsExactly(new Right("a", "cluster", "core", "pods", Set.of(), Set.of("get")))
                .doesNotContainAnyElementsOf(Right.ofTables("## A (`a`)\n| cluster | core | pods | | `list` | x |"));
    }
}
