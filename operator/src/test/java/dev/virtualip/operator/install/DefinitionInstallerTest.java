package dev.virtualip.operator.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Definitions are only upgraded, also between two replicas; missing rights are reported. */
class DefinitionInstallerTest {
    private final Store store = new Store();

    private DefinitionInstaller.Result install(int version) throws InterruptedException {
        return new DefinitionInstaller(store, List.of(definition(version)), pause -> store.time++).install();
    }

    @Test
    void missingDefinitionIsCreated() throws InterruptedException {
        DefinitionInstaller.Result result = install(3);

        assertThat(result).isEqualTo(new DefinitionInstaller.Result("", List.of()));
        assertThat(store.version()).isEqualTo(3);
    }

    @Test
    void olderDefinitionIsUpdated() throws InterruptedException {
        store.put(definition(2));

        assertThat(install(3).remarks()).isEmpty();
        assertThat(store.version()).isEqualTo(3);
    }

    @Test
    void definitionWithoutVersionIsOlder() throws InterruptedException {
        Definition old = definition(1);
        old.document().getMetadata().setLabels(Map.of());
        store.put(old);

        install(3);

        assertThat(store.version()).isEqualTo(3);
    }

    @Test
    void newerDefinitionStaysWithARemark() throws InterruptedException {
        store.put(definition(4));

        DefinitionInstaller.Result result = install(3);

        assertThat(result.done()).isTrue();
        assertThat(result.remarks()).singleElement().asString().contains("newer (schema version 4)");
        assertThat(store.version()).isEqualTo(4);
        assertThat(store.writes).isZero();
    }

    @Test
    void concurrentUpgradeIsNotReverted() throws InterruptedException {
        store.put(definition(2));
        store.beforeWrite = () -> store.put(definition(4));

        install(3);

        assertThat(store.version()).isEqualTo(4);
    }

    @Test
    void concurrentCreationSucceeds() throws InterruptedException {
        store.beforeWrite = () -> store.put(definition(3));

        assertThat(install(3).done()).isTrue();
    }

    @Test
    void installationWaitsUntilTheDefinitionIsServed() throws InterruptedException {
        store.establishedAt = 5;

        assertThat(install(3).done()).isTrue();
        assertThat(store.time).isGreaterThanOrEqualTo(5);
    }

    @Test
    void installationTimesOut() throws InterruptedException {
        store.establishedAt = Integer.MAX_VALUE;

        assertThat(install(3).problem()).contains("not served within 30 s");
    }

    @Test
    void takenNamesAreReported() throws InterruptedException {
        store.namesRefused = "\"vip\" is already in use";

        assertThat(install(3).problem())
                .contains("another definition has its names")
                .contains("\"vip\"");
    }

    @Test
    void olderDefinitionWithoutRightsHasARemedy() throws InterruptedException {
        store.put(definition(2));
        store.writable = false;

        DefinitionInstaller.Result result = install(3);

        assertThat(result.done()).isTrue();
        assertThat(result.remarks())
                .singleElement()
                .asString()
                .contains("older (schema version 2) than this operator (3)")
                .contains("apply the definitions of this release");
    }

    @Test
    void sameDefinitionWithoutRightsSucceeds() throws InterruptedException {
        store.put(definition(3));
        store.writable = false;

        assertThat(install(3)).isEqualTo(new DefinitionInstaller.Result("", List.of()));
    }

    @Test
    void missingDefinitionWithoutRightsIsAProblem() throws InterruptedException {
        store.writable = false;

        assertThat(install(3).problem()).contains("not in the cluster: apply the definitions");
    }

    @Test
    void unreadableDefinitionHasARemark() throws InterruptedException {
        store.readable = false;

        DefinitionInstaller.Result result = install(3);

        assertThat(result.done()).isTrue();
        assertThat(result.remarks()).singleElement().asString().contains("schema version 3");
    }

    @Test
    void failingApiServerFailsTheInstallation() {
        store.failure = new KubernetesClientException("broken", 500, null);

        assertThatThrownBy(() -> install(3)).isSameAs(store.failure);
    }

    @Test
    void buildHasThreeDefinitionsWithAVersion() {
        assertThat(BundledDefinitions.read(new KubernetesSerialization()))
                .hasSize(3)
                .allSatisfy(definition -> {
                    assertThat(definition.name()).endsWith(".virtualip.dev");
                    assertThat(definition.schemaVersion()).isPositive();
                });
    }

    private static Definition definition(int version) {
        GenericKubernetesResource document = new GenericKubernetesResource();
        document.setMetadata(new ObjectMetaBuilder()
                .withName("virtualips.virtualip.dev")
                .addToLabels(Definition.VERSION_LABEL, String.valueOf(version))
                .build());
        return new Definition(document);
    }

    /** One definition, as the API server keeps it. */
    private static final class Store implements DefinitionStore {
        private @Nullable Definition there;
        private int resourceVersion;
        private int writes;
        private int time;
        private int establishedAt;
        private @Nullable String namesRefused;
        private boolean readable = true;
        private boolean writable = true;
        private @Nullable KubernetesClientException failure;
        private @Nullable Runnable beforeWrite;

        void put(Definition definition) {
            resourceVersion++;
            there = definition;
            definition.document().getMetadata().setResourceVersion(String.valueOf(resourceVersion));
        }

        int version() {
            return there == null ? 0 : there.schemaVersion();
        }

        @Override
        public @Nullable Definition get(String name) {
            allowed(readable);
            if (there != null) {
                there.document().setAdditionalProperty("status", Map.of("conditions", conditions()));
            }
            return there;
        }

        private List<Map<String, String>> conditions() {
            List<Map<String, String>> conditions = new ArrayList<>();
            conditions.add(Map.of("type", "Established", "status", time >= establishedAt ? "True" : "False"));
            if (namesRefused != null) {
                conditions.add(Map.of("type", "NamesAccepted", "status", "False", "message", namesRefused));
            }
            return conditions;
        }

        @Override
        public void create(Definition definition) {
            write(definition, null);
        }

        @Override
        public void apply(Definition definition, String resourceVersion) {
            write(definition, resourceVersion);
        }

        private void write(Definition definition, @Nullable String expected) {
            if (beforeWrite != null) {
                Runnable other = beforeWrite;
                beforeWrite = null;
                other.run();
            }
            allowed(writable);
            String present = there == null ? null : there.resourceVersion();
            if (present == null ? expected != null : !present.equals(expected)) {
                throw new KubernetesClientException("it changed", 409, null);
            }
            writes++;
            GenericKubernetesResource copy = new GenericKubernetesResource();
            copy.setMetadata(new ObjectMetaBuilder(definition.document().getMetadata()).build());
            copy.setAdditionalProperties(new LinkedHashMap<>());
            put(new Definition(copy));
        }

        private void allowed(boolean allowed) {
            if (failure != null) {
                throw failure;
            }
            if (!allowed) {
                throw new KubernetesClientException("forbidden", 403, null);
            }
        }
    }
}
