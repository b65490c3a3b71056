package dev.virtualip.operator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Contents of the caches: small, without secrets, never older than the operator's own writes. */
class InformerCachesTest {

    @Test
    void ofASecretTheKeysAreKeptAndNoValue() {
        SecretObject secret = LenientJson.serialization().unmarshal("""
            apiVersion: v1
            kind: Secret
            metadata: {name: virtualip-keys}
            data: {ingress: c2VjcmV0, web: c2VjcmV0}
            """, SecretObject.class);

        assertThat(secret.keys()).containsExactlyInAnyOrder("ingress", "web");
        assertThat(LenientJson.serialization().asJson(secret)).doesNotContain("c2VjcmV0");
        assertThat(secret.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void fieldOfANewerDefinitionIsIgnored() {
        VRRPRouter router = LenientJson.serialization().unmarshal("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: a}
            spec:
              later: {x: 1}
              virtualRouters: [{name: web, priority: 100, later: [1], acceptMode: Sometimes, vrrp: {transport: Pigeon}}]
            """, VRRPRouter.class);

        assertThat(router.getSpec().virtualRouters().getFirst().priority()).isEqualTo(100);
        assertThat(router.getSpec().virtualRouters().getFirst().acceptMode()).isNull();
    }

    @Test
    void managedFieldsAndKubectlsCopyAreNotKept() {
        TrimmedStore<VRRPRouter> store = new TrimmedStore<>(router -> {});
        VRRPRouter router = router("1", "7");
        router.getMetadata().getAnnotations().put("kubectl.kubernetes.io/last-applied-configuration", "{}");
        store.put(store.getKey(router), router);

        assertThat(Objects.requireNonNull(store.get("a")).getMetadata().getAnnotations())
                .isEmpty();
        assertThat(Objects.requireNonNull(store.get("a")).getMetadata().getManagedFields())
                .isEmpty();
    }

    @Test
    void ourOwnWriteCountsUntilTheWatchIsAsFar() {
        RecentWrites<VRRPRouter> recent = new RecentWrites<>();
        VRRPRouter written = router("1", "10");
        recent.wrote(written);

        assertThat(recent.newest(router("1", "9"))).isSameAs(written);
        VRRPRouter seen = router("1", "10");
        assertThat(recent.newest(seen)).isSameAs(seen);
        VRRPRouter stale = router("1", "9");
        assertThat(recent.newest(stale)).as("forgotten by then").isSameAs(stale);
    }

    @Test
    void anotherObjectOfThatNameIsNotOurWrite() {
        RecentWrites<VRRPRouter> recent = new RecentWrites<>();
        recent.wrote(router("1", "10"));
        VRRPRouter other = router("2", "9");

        assertThat(recent.newest(other)).isSameAs(other);
    }

    private static VRRPRouter router(String uid, String version) {
        VRRPRouter router = new VRRPRouter();
        router.setMetadata(new ObjectMetaBuilder()
                .withName("a")
                .withUid(uid)
                .withResourceVersion(version)
                .build());
        return router;
    }
}
