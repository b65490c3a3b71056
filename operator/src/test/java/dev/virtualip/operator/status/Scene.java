package dev.virtualip.operator.status;

import dev.virtualip.crds.InterfaceStatus;
import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VRRPRouterStatus;
import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.crds.VirtualRouterStatus;
import dev.virtualip.crds.Vrrp;
import dev.virtualip.operator.plan.Observed;
import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import dev.virtualip.operator.plan.Plan;
import dev.virtualip.operator.plan.Verdict;
import dev.virtualip.operator.plan.Verdict.Candidate;
import dev.virtualip.operator.plan.Verdict.Finding;
import dev.virtualip.operator.plan.Verdict.PlannedRouter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A VirtualIP named ingress, and the nodes around it; every look is judged by the one before, as in a cluster. */
final class Scene {
    static final int ID = 55;
    private static final String NAME = "ingress";
    private static final List<String> IPV4 = List.of("192.0.2.10/24");
    private static final List<String> IPV6 = List.of("2001:db8::10/64");

    final Map<String, Node> nodes = new TreeMap<>();
    List<String> candidates;
    boolean dualStack;
    long generation = 1;

    @Nullable
    Finding refusal;

    List<Finding> pending = List.of();
    List<Finding> remarks = List.of();

    @Nullable
    String extraAddress;

    VirtualIPStatus status = VirtualIPStatus.none();
    Instant now = Instant.parse(time("10:00:02"));

    /** A node; null is what nobody has said. */
    static final class Node {
        boolean ready = true;
        boolean gone;

        @Nullable
        Boolean agentPodReady;

        long generation = 1;

        @Nullable
        Long carriedOut = 1L;

        boolean written = true;
        final Map<Boolean, Report> reports = new TreeMap<>();
    }

    /** Where a virtual router is. */
    record Place(String name, String node, boolean ipv6, int priority) {
        List<String> addresses() {
            return ipv6 ? IPV6 : IPV4;
        }

        @Nullable
        String source(@Nullable String other) {
            if (other == null || !other.startsWith("node-")) {
                return other;
            }
            int number = other.charAt("node-".length()) - 'a' + 1;
            return (ipv6 ? "fe80::" : "192.0.2.") + number;
        }
    }

    private Scene(List<String> candidates) {
        this.candidates = candidates;
        candidates.forEach(this::node);
    }

    /** Nodes that run one virtual router of IPv4, and have not said anything about it. */
    static Scene of(String... candidates) {
        return new Scene(List.of(candidates));
    }

    static String time(String ofDay) {
        return "2026-11-25T" + ofDay + "Z";
    }

    Node node(String name) {
        return nodes.computeIfAbsent(name, ignored -> new Node());
    }

    Scene says(String node, Report report) {
        node(node).reports.put(false, report);
        return this;
    }

    Scene saysOfIpv6(String node, Report report) {
        node(node).reports.put(true, report);
        return this;
    }

    Scene at(String ofDay) {
        now = Instant.parse(time(ofDay));
        return this;
    }

    /** The usual start: the first candidate is Active and the others hear it. */
    Scene running() {
        candidates.forEach(node -> says(node, Report.backup().follows(candidates.getFirst())));
        says(candidates.getFirst(), Report.active());
        return this;
    }

    /** Looks, and takes what is said then for what was said last, as the API server has it. */
    StatusChange look() {
        StatusChange change = next();
        status = Serialization.unmarshal(Serialization.asJson(change.status()), VirtualIPStatus.class);
        return change;
    }

    /** Looks, and forgets it. */
    StatusChange next() {
        return VirtualIPStatuses.of(plan(), observed()).next(NAME, status, now);
    }

    private List<Boolean> families() {
        return dualStack ? List.of(false, true) : List.of(false);
    }

    private static String router(boolean ipv6) {
        return ipv6 ? "ingress-ipv6" : "ingress-ipv4";
    }

    private Place place(String node, boolean ipv6) {
        return new Place(router(ipv6), node, ipv6, 250 - 10 * Math.max(0, candidates.indexOf(node)));
    }

    private Plan plan() {
        List<PlannedRouter> routers = families().stream()
                .map(ipv6 -> new PlannedRouter(
                        router(ipv6),
                        ipv6,
                        ID,
                        List.of(),
                        candidates.stream()
                                .map(node -> new Candidate(
                                        node, "eth1", place(node, ipv6).priority()))
                                .toList()))
                .toList();
        List<String> addresses = new ArrayList<>(IPV4);
        addresses.addAll(dualStack ? IPV6 : List.of());
        if (extraAddress != null) {
            addresses.add(extraAddress);
        }
        Verdict verdict = new Verdict(
                generation, null, addresses, candidates.isEmpty() ? List.of() : routers, refusal, pending, remarks);
        TreeMap<String, VRRPRouterSpec> specs = new TreeMap<>();
        candidates.forEach(node -> specs.put(node, spec(node)));
        return new Plan(specs, new TreeMap<>(), Set.of(), new TreeMap<>(Map.of(NAME, verdict)), null);
    }

    private VRRPRouterSpec spec(String node) {
        return VRRPRouterSpec.of(
                families().stream().map(ipv6 -> spec(place(node, ipv6))).toList());
    }

    private static VirtualRouter spec(Place place) {
        Vrrp vrrp = new Vrrp(ID, 3, null, null, null, List.of());
        return new VirtualRouter(
                place.name(),
                List.of(NAME),
                "eth1",
                place.addresses(),
                List.of(),
                null,
                null,
                null,
                null,
                place.priority(),
                "250ms",
                null,
                vrrp,
                null,
                List.of(),
                null,
                null,
                List.of(),
                null);
    }

    private Observed observed() {
        List<ObservedNode> objects = nodes.entrySet().stream()
                .filter(node -> !node.getValue().gone)
                .map(node -> new ObservedNode(
                        node.getKey(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        false,
                        false,
                        node.getValue().ready,
                        null,
                        node.getValue().agentPodReady))
                .toList();
        TreeMap<String, ObservedRouter> routers = new TreeMap<>();
        nodes.forEach((name, node) -> routers.put(
                name,
                new ObservedRouter(
                        name,
                        node.generation,
                        Instant.EPOCH,
                        "",
                        node.written ? spec(name) : VRRPRouterSpec.of(List.of()),
                        report(name, node))));
        return new Observed(objects, routers, Set.of(), true);
    }

    private @Nullable VRRPRouterStatus report(String name, Node node) {
        if (node.carriedOut == null) {
            return null;
        }
        List<VirtualRouterStatus> said = node.reports.entrySet().stream()
                .map(report -> report.getValue().status(place(name, report.getKey())))
                .toList();
        String mac = "02:00:00:00:00:0" + name.charAt(name.length() - 1);
        InterfaceStatus link = new InterfaceStatus("eth1", true, mac, List.of());
        return new VRRPRouterStatus(node.carriedOut, List.of(link), said, List.of(), List.of());
    }
}
