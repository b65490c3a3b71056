package dev.virtualip.cli.plan;

import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.Vrrp;
import dev.virtualip.operator.plan.model.NodeDrain;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import dev.virtualip.operator.snapshot.DefinitionReader;
import dev.virtualip.operator.snapshot.InformerCaches;
import dev.virtualip.operator.snapshot.SnapshotBuilder;
import dev.virtualip.operator.snapshot.TrimmedStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the input of the planner from the objects of a cluster, as the operator does. What needs rights in the
 * operator's namespace is concluded from what the operator wrote: Secrets exist unless a VirtualIP misses one, and
 * agents run where they report.
 */
final class PlanInput {
    private PlanInput() {}

    /** The input of a plan for the cluster as it is. */
    static ClusterSnapshot of(ClusterObjects objects) {
        InformerCaches caches = InformerCaches.empty(List.of());
        put(caches.virtualIPs(), objects.virtualIPs());
        put(caches.routers(), objects.routers());
        put(caches.pools(), objects.pools());
        put(caches.nodes(), objects.nodes());
        put(caches.services(), objects.services().services());
        put(caches.namespaces(), objects.services().namespaces());
        put(caches.endpointSlices(), objects.services().endpointSlices());
        boolean moveOnCordon = movesOnCordon(objects);
        SnapshotBuilder builder = new SnapshotBuilder(
                caches,
                moveOnCordon,
                new DefinitionReader(new TrimmedStore<>(object -> {}), () -> null),
                destinations(objects));
        builder.serve(objects.services().readable());
        ClusterSnapshot snapshot = builder.get();
        Observed observed = snapshot.observed();
        return new ClusterSnapshot(
                snapshot.desired(),
                new Observed(
                        observed.nodes(),
                        observed.routers(),
                        secretKeys(objects),
                        moveOnCordon,
                        observed.definition(),
                        observed.foreignAddresses()));
    }

    /** The same input with a node in maintenance. */
    static ClusterSnapshot drained(ClusterSnapshot snapshot, String node) {
        Observed observed = snapshot.observed();
        return new ClusterSnapshot(
                snapshot.desired(),
                new Observed(
                        observed.nodes().stream()
                                .map(one -> one.name().equals(node) ? inMaintenance(one) : one)
                                .toList(),
                        observed.routers(),
                        observed.secretKeys(),
                        observed.moveOnCordon(),
                        observed.definition(),
                        observed.foreignAddresses()));
    }

    private static ObservedNode inMaintenance(ObservedNode node) {
        Map<String, String> annotations = new HashMap<>(node.annotations());
        annotations.put(ApiGroup.MAINTENANCE, "true");
        return new ObservedNode(
                node.name(),
                node.labels(),
                annotations,
                node.taints(),
                node.cordoned(),
                node.deleting(),
                node.ready(),
                node.readySince(),
                node.agentPodReady(),
                node.agentProblem(),
                node.address());
    }

    private static <T extends HasMetadata> void put(TrimmedStore<T> store, List<T> objects) {
        objects.forEach(object -> store.put(store.getKey(object), object));
    }

    /** Whether the operator moves addresses off cordoned nodes: it does unless a cordoned one is not draining. */
    private static boolean movesOnCordon(ClusterObjects objects) {
        Set<String> cordoned = objects.nodes().stream()
                .filter(node -> node.getSpec() != null
                        && Boolean.TRUE.equals(node.getSpec().unschedulable()))
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
        return objects.routers().stream()
                .filter(router -> cordoned.contains(router.getMetadata().getName()))
                .allMatch(PlanInput::drains);
    }

    private static boolean drains(VRRPRouter router) {
        Map<String, String> annotations = router.getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(NodeDrain.ANNOTATION);
    }

    private static Set<String> destinations(ClusterObjects objects) {
        return objects.virtualIPs().stream()
                .filter(one -> one.getSpec() != null)
                .flatMap(one -> one.getSpec().notifyDestinations().stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> secretKeys(ClusterObjects objects) {
        Set<String> keys = new HashSet<>();
        for (VirtualIP virtualIP : objects.virtualIPs()) {
            if (virtualIP.getSpec() != null && !missesSecret(virtualIP)) {
                add(keys, virtualIP.getSpec().vrrp());
            }
        }
        objects.pools().stream()
                .filter(pool -> pool.getSpec() != null && pool.getSpec().template() != null)
                .forEach(pool -> add(keys, pool.getSpec().template().vrrp()));
        return keys;
    }

    private static void add(Set<String> keys, @Nullable Vrrp vrrp) {
        Authentication authentication = vrrp == null ? null : vrrp.authentication();
        if (authentication != null && authentication.secretRef() != null) {
            keys.add(authentication.secretRef().name() + "/"
                    + authentication.secretRef().key());
        }
    }

    private static boolean missesSecret(VirtualIP virtualIP) {
        return virtualIP.getStatus() != null
                && virtualIP.getStatus().conditions().stream()
                        .anyMatch(condition -> ConditionType.ACCEPTED.is(condition.type())
                                && ConditionStatus.FALSE.is(condition.status())
                                && ConditionReason.SECRET_NOT_FOUND.is(condition.reason()));
    }
}
