package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.crds.v1alpha1.Vrrp;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Candidate;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plan and the observed cluster of a scene. */
final class StatusSceneObjects {
    private final StatusScene scene;

    StatusSceneObjects(StatusScene scene) {
        this.scene = scene;
    }

    private List<Boolean> families() {
        return scene.dualStack ? List.of(false, true) : List.of(false);
    }

    private static String router(boolean ipv6) {
        return ipv6 ? "ingress-ipv6" : "ingress-ipv4";
    }

    private StatusScene.Place place(String node, boolean ipv6) {
        return new StatusScene.Place(router(ipv6), node, ipv6, 250 - 10 * Math.max(0, scene.candidates.indexOf(node)));
    }

    Plan plan() {
        List<ServingRouter> routers = families().stream()
                .map(ipv6 -> new ServingRouter(
                        router(ipv6),
                        ipv6,
                        StatusScene.ID,
                        List.of(),
                        scene.candidates.stream()
                                .map(node -> new Candidate(
                                        node, "eth1", place(node, ipv6).priority()))
                                .toList()))
                .toList();
        List<String> addresses = new ArrayList<>(StatusScene.IPV4);
        addresses.addAll(scene.dualStack ? StatusScene.IPV6 : List.of());
        if (scene.extraAddress != null) {
            addresses.add(scene.extraAddress);
        }
        Verdict verdict = new Verdict(
                scene.generation,
                effective(),
                addresses,
                scene.candidates.isEmpty() ? List.of() : routers,
                scene.refusal,
                scene.pending,
                null,
                scene.remarks);
        TreeMap<String, VRRPRouterSpec> specs = new TreeMap<>();
        scene.candidates.forEach(node -> specs.put(node, spec(node)));
        return new Plan(
                specs,
                new TreeMap<>(),
                Set.of(),
                new TreeMap<>(Map.of(StatusScene.NAME, verdict)),
                null,
                new TreeMap<>());
    }

    private EffectiveSettings effective() {
        return new EffectiveSettings(
                false,
                "3s",
                null,
                scene.maxCandidates,
                "250ms",
                new Preempt(Preempt.Policy.ALWAYS, "0s"),
                null,
                3,
                Vrrp.Transport.MULTICAST,
                Vrrp.Checksum.WITH_PSEUDO_HEADER,
                new Announcements(5, "100ms", "1s", "60s"));
    }

    private VRRPRouterSpec spec(String node) {
        return VRRPRouterSpec.of(
                families().stream().map(ipv6 -> spec(place(node, ipv6))).toList());
    }

    private static VirtualRouter spec(StatusScene.Place place) {
        Vrrp vrrp = Vrrp.builder().virtualRouterID(StatusScene.ID).version(3).build();
        return new VirtualRouter(
                place.name(),
                List.of(StatusScene.NAME),
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

    Observed observed() {
        List<ObservedNode> objects = scene.nodes.entrySet().stream()
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
        scene.nodes.forEach((name, node) -> routers.put(
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

    private StatusScene.Place shown(String name, boolean ipv6) {
        StatusScene.Place place = place(name, ipv6);
        Integer priority = scene.node(name).shownPriority;
        return priority == null ? place : new StatusScene.Place(place.name(), name, ipv6, priority);
    }

    private @Nullable VRRPRouterStatus report(String name, StatusScene.Node node) {
        if (node.carriedOut == null) {
            return null;
        }
        List<VirtualRouterStatus> reports = new ArrayList<>();
        if (node.ofOldID != null) {
            reports.add(node.ofOldID.status(place(name, false), StatusScene.ID - 1));
        }
        node.reports.forEach((ipv6, report) -> reports.add(report.status(shown(name, ipv6), StatusScene.ID)));
        String mac = "02:00:00:00:00:0" + name.charAt(name.length() - 1);
        InterfaceStatus link = new InterfaceStatus("eth1", true, mac, List.of());
        return new VRRPRouterStatus(node.carriedOut, List.of(link), reports, List.of(), List.of());
    }
}
