package dev.virtualip.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.VRRPRouterResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept is small, holds no secret, and is never older than what we wrote ourselves. */
class CachesTest {

    @Test
    void ofASecretTheKeysAreKeptAndNoValue() {
        TrimmedStore<Secret> store = new TrimmedStore<>(SecretKeys::trim);
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("virtualip-keys")
                .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "c2VjcmV0")
                .endMetadata()
                .addToData("ingress", "c2VjcmV0")
                .addToStringData("other", "secret")
                .build();
        store.put("virtualip-keys", secret);

        assertThat(store.values().flatMap(SecretKeys::of)).containsExactly("virtualip-keys/ingress");
        assertThat(new KubernetesSerialization().asJson(Objects.requireNonNull(store.get("virtualip-keys"))))
                .doesNotContain("c2VjcmV0", "\"secret\"");
    }

    @Test
    void managedFieldsAndKubectlsCopyAreNotKept() {
        TrimmedStore<VRRPRouterResource> store = new TrimmedStore<>(router -> {});
        VRRPRouterResource router = router("1", "7");
        router.getMetadata().getAnnotations().put("kubectl.kubernetes.io/last-applied-configuration", "{}");
        store.put(store.getKey(router), router);

        assertThat(Objects.requireNonNull(store.get("a")).getMetadata().getAnnotations())
                .isEmpty();
        assertThat(Objects.requireNonNull(store.get("a")).getMetadata().getManagedFields())
                .isEmpty();
    }

    @Test
    void ourOwnWriteCountsUntilTheWatchIsAsFar() {
        Recent<VRRPRouterResource> recent = new Recent<>();
        VRRPRouterResource written = router("1", "10");
        recent.wrote(written);

        assertThat(recent.newest(router("1", "9"))).isSameAs(written);
        VRRPRouterResource seen = router("1", "10");
        assertThat(recent.newest(seen)).isSameAs(seen);
        VRRPRouterResource stale = router("1", "9");
        assertThat(recent.newest(stale)).as("forgotten by then").isSameAs(stale);
    }

    @Test
    void anotherObjectOfThatNameIsNotOurWrite() {
        Recent<VRRPRouterResource> recent = new Recent<>();
        recent.wrote(router("1", "10"));
        VRRPRouterResource other = router("2", "9");

        assertThat(recent.newest(other)).isSameAs(other);
    }

    @Test
    void withoutAnyAgentPodPodsDoNotCount() {
        AgentPods none = new AgentPods(Stream.of());
        AgentPods some = new AgentPods(Stream.of(pod("a", "True"), pod("b", "False"), pod("b", "False")));

        assertThat(none.ready("a")).isNull();
        assertThat(some.ready("a")).isTrue();
        assertThat(some.ready("b")).isFalse();
        assertThat(some.ready("c")).isFalse();
    }

    @Test
    void whileAPodIsReplacedTheReadyOneCounts() {
        assertThat(new AgentPods(Stream.of(pod("a", "True"), pod("a", "False"))).ready("a"))
                .isTrue();
        Pod leaving = pod("a", "True");
        leaving.getMetadata().setDeletionTimestamp("2026-11-25T10:00:00Z");
        assertThat(new AgentPods(Stream.of(leaving)).ready("a")).isFalse();
    }

    @Test
    void aTrimmedPodSaysTheSame() {
        Pod pod = pod("a", "True");
        pod.getSpec().setContainers(List.of());
        AgentPods.trim(pod);

        assertThat(AgentPods.differ(pod, pod("a", "True"))).isFalse();
        assertThat(AgentPods.differ(pod, pod("a", "False"))).isTrue();
        assertThat(AgentPods.differ(pod, pod("b", "True"))).isTrue();
    }

    private static Pod pod(String node, String ready) {
        return new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }

    private static VRRPRouterResource router(String uid, String version) {
        VRRPRouterResource router = new VRRPRouterResource();
        router.setMetadata(new ObjectMetaBuilder()
                .withName("a")
                .withUid(uid)
                .withResourceVersion(version)
                .build());
        return router;
    }
}
