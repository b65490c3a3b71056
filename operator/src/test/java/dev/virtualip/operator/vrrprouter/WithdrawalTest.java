package dev.virtualip.operator.vrrprouter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.planloop.WantedRouter;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Before an uninstall every node is ordered to hold nothing, and has confirmed it. */
class WithdrawalTest {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final Map<String, VRRPRouter> routers = new TreeMap<>();
    private final Set<String> obedient = new HashSet<>();
    private final Set<String> present = new HashSet<>();
    private final List<String> written = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private boolean leading = true;
    private int failures;

    private List<String> run() throws InterruptedException {
        return new Withdrawal(new Store(), () -> List.copyOf(routers.values()), () -> present, this::pass)
                .run(() -> leading);
    }

    /** Agents carry out what they see. */
    private void pass(Duration time) {
        passed = passed.plus(time);
        routers.forEach((name, router) -> {
            if (obedient.contains(name)) {
                confirm(router);
            }
        });
    }

    @Test
    void everyNodeIsEmptiedAndWaitedFor() throws InterruptedException {
        node("a");
        node("b");

        assertThat(run()).isEmpty();

        assertThat(written).containsExactly("a", "b");
        assertThat(routers.values())
                .allSatisfy(
                        router -> assertThat(router.getSpec().virtualRouters()).isEmpty());
    }

    @Test
    void whoLedBeforeIsGivenTheTimeToNotice() throws InterruptedException {
        run();

        assertThat(passed).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aNodeThatDoesNotConfirmIsNamedAndNotWaitedForLonger() throws InterruptedException {
        node("a");
        node("b");
        obedient.remove("b");

        assertThat(run()).containsExactly("b");
        assertThat(passed).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void aDeadNodeIsEmptiedButNotWaitedFor() throws InterruptedException {
        node("a");
        obedient.clear();
        present.clear();

        assertThat(run()).isEmpty();
        assertThat(written).containsExactly("a");
        assertThat(passed).isLessThan(Duration.ofSeconds(11));
    }

    @Test
    void aLostWriteIsTriedAgain() throws InterruptedException {
        node("a");
        failures = 3;

        assertThat(run()).isEmpty();
        assertThat(written).containsExactly("a");
    }

    @Test
    void withoutTheLeaseNothingIsWritten() throws InterruptedException {
        node("a");
        leading = false;

        assertThat(run()).containsExactly("a");
        assertThat(written).isEmpty();
    }

    private void node(String name) {
        VRRPRouter router = new VRRPRouter();
        router.setMetadata(
                new ObjectMetaBuilder().withName(name).withGeneration(3L).build());
        VirtualRouter held = JSON.unmarshal("""
            name: ingress
            interface: eth1
            addresses: [192.0.2.10/24]
            vrrp: {virtualRouterID: 5}
            """, VirtualRouter.class);
        router.setSpec(new VRRPRouterSpec(List.of(held), List.of()));
        confirm(router);
        routers.put(name, router);
        obedient.add(name);
        present.add(name);
    }

    private static void confirm(VRRPRouter router) {
        String status = "observedGeneration: %d".formatted(router.getMetadata().getGeneration());
        router.setStatus(JSON.unmarshal(status, VRRPRouterStatus.class));
    }

    private final class Store implements RouterStore {
        @Override
        public VRRPRouter create(String node, WantedRouter wanted) {
            throw new AssertionError("nothing is to be made");
        }

        @Override
        public VRRPRouter apply(VRRPRouter current, WantedRouter wanted) {
            if (failures-- > 0) {
                throw new KubernetesClientException("it changed", 409, null);
            }
            written.add(current.getMetadata().getName());
            current.setSpec(wanted.spec());
            current.getMetadata().setGeneration(current.getMetadata().getGeneration() + 1);
            return current;
        }

        @Override
        public void delete(VRRPRouter current) {
            throw new AssertionError("an object that is missing orders nothing");
        }
    }
}
