package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.HeardVirtualRouter;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Observed.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node with its agent and its VRRPRouter, as far as the planner can tell. */
final class Host {
    final String name;
    final Map<String, String> labels = new TreeMap<>();
    final List<Taint> taints = new ArrayList<>();
    final Map<String, List<String>> interfaces = new TreeMap<>();
    final List<HeardVirtualRouter> heard = new ArrayList<>();
    /** What its agent really runs, with the object that named it last. */
    final Map<String, Running> running = new LinkedHashMap<>();

    boolean exists = true;
    boolean cordoned;
    boolean maintenance;

    @Nullable
    String maintenanceValue;

    /** Whether a health check of all that it runs fails. */
    boolean unhealthy;

    boolean deleting;
    boolean ready = true;
    /** Whether its agent follows the API server. */
    boolean attentive = true;
    /** Whether its agent takes part in VRRP at all. */
    boolean alive = true;

    Instant readySince = PlanInputs.LONG_AGO;

    @Nullable
    ObservedRouter router;

    /** What its agent carried out last. */
    @Nullable
    ObservedRouter carriedOut;

    @Nullable
    Boolean agentPodReady;

    /** The address that it still sends from though none of its interfaces has it; null: there is none. */
    @Nullable
    String formerSource;

    String agentProblem = "";
    String address = "";

    record Running(String uid, VirtualRouter spec) {
        int id() {
            return Objects.requireNonNull(spec.vrrpOrDefault().virtualRouterID());
        }

        /** What makes a virtual router the same one on a host. */
        String identity() {
            boolean ipv6 = spec.addresses().getFirst().indexOf(':') >= 0;
            return spec.interfaceName() + (ipv6 ? " IPv6 " : " IPv4 ") + id();
        }
    }

    Host(String name) {
        this.name = name;
    }

    Host with(String interfaceName, String... addresses) {
        interfaces.put(interfaceName, List.of(addresses));
        return this;
    }

    private Map<String, String> annotations() {
        String value = maintenance ? "true" : maintenanceValue;
        return value == null ? Map.of() : Map.of(ApiGroup.MAINTENANCE, value);
    }

    ObservedNode node() {
        return new ObservedNode(
                name,
                labels,
                annotations(),
                taints,
                cordoned,
                deleting,
                ready,
                readySince,
                agentPodReady,
                agentProblem,
                address);
    }

    /** The operator writes its object; a new one has a new UID and no status. */
    void write(VRRPRouterSpec spec, Map<String, String> annotations, Instant now, String newUid) {
        ObservedRouter old = router;
        if (old == null) {
            router = new ObservedRouter(newUid, 1, now, annotations, spec, null);
        } else if (!old.spec().equals(spec) || !old.annotations().equals(annotations)) {
            long generation = old.spec().equals(spec) ? old.generation() : old.generation() + 1;
            router = new ObservedRouter(old.uid(), generation, old.createdAt(), annotations, spec, old.status());
        }
    }

    /** Its agent carries out what its object says; what a new object does not name, it goes on with. */
    void carryOut() {
        ObservedRouter order = router;
        if (!attentive || order == null) {
            return;
        }
        Map<String, Running> next = new LinkedHashMap<>();
        order.spec()
                .virtualRouters()
                .forEach(spec -> next.put(Objects.requireNonNull(spec.name()), new Running(order.uid(), spec)));
        running.forEach((routerName, held) -> {
            boolean taken =
                    next.values().stream().anyMatch(other -> other.identity().equals(held.identity()));
            if (!next.containsKey(routerName) && !held.uid().equals(order.uid()) && !taken) {
                next.put(routerName, held);
            }
        });
        carriedOut = order;
        running.clear();
        running.putAll(next);
    }

    /** Its agent says what it runs, on the object that is there, and up to which generation if it has seen this one. */
    void report(MiniCluster cluster) {
        ObservedRouter old = router;
        if (!attentive || old == null) {
            return;
        }
        ObservedRouter done = carriedOut;
        long generation = done != null && done.uid().equals(old.uid()) ? done.generation() : 0;
        VRRPRouterStatus status = new VRRPRouterStatus(
                generation,
                interfaces.entrySet().stream()
                        .map(entry -> new InterfaceStatus(entry.getKey(), true, null, entry.getValue()))
                        .toList(),
                running.values().stream().map(held -> report(cluster, held)).toList(),
                heard,
                List.of());
        router =
                new ObservedRouter(old.uid(), old.generation(), old.createdAt(), old.annotations(), old.spec(), status);
    }

    private VirtualRouterStatus report(MiniCluster cluster, Running held) {
        boolean active = cluster.isActive(this, held);
        return report(held.spec(), held.id(), active ? "Active" : "Backup", cluster.activeRouter(held)).toBuilder()
                .since(active ? cluster.since(held) : "2026-01-01T00:00:00Z")
                .sourceAddress(source(held))
                .priority(unhealthy ? 1 : held.spec().priorityOrDefault())
                .build();
    }

    /** From which address it speaks for what it runs. */
    String source(Running held) {
        if (formerSource != null) {
            return formerSource;
        }
        boolean ipv6 = held.spec().addresses().getFirst().contains(":");
        return Objects.requireNonNull(interfaces.get(held.spec().vrrpInterfaceNameOrDefault())).stream()
                .map(prefix -> prefix.replaceFirst("/.*", ""))
                .filter(address -> ipv6 ? address.startsWith("fe80:") : !address.contains(":"))
                .findFirst()
                .orElseThrow();
    }

    /** What an agent says of a virtual router that it runs under an ID. */
    static VirtualRouterStatus report(VirtualRouter spec, int id, String state, @Nullable String activeRouter) {
        return new VirtualRouterStatus(
                Objects.requireNonNull(spec.name()),
                spec.interfaceName(),
                spec.vrrpOrDefault().interfaceSelector() == null ? null : spec.vrrpInterfaceNameOrDefault(),
                id,
                spec.addresses(),
                state,
                spec.priorityOrDefault(),
                null,
                activeRouter,
                null,
                null,
                null,
                "2026-01-01T00:00:00Z",
                "Started",
                0,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}
