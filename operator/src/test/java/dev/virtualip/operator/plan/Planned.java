package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.PlannedMove;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Candidate;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a plan. */
record Planned(Plan plan) {

    Verdict verdict(String virtualIP) {
        return Objects.requireNonNull(plan.verdicts().get(virtualIP), virtualIP);
    }

    /** Its first virtual router. */
    ServingRouter router(String virtualIP) {
        return verdict(virtualIP).routers().getFirst();
    }

    /** The nodes of its first virtual router, the one that shall be Active first; none if it has no router. */
    List<String> nodes(String virtualIP) {
        return verdict(virtualIP).routers().stream()
                .limit(1)
                .flatMap(router -> router.candidates().stream())
                .map(Candidate::node)
                .toList();
    }

    int priority(String virtualIP, String node) {
        return router(virtualIP).candidates().stream()
                .filter(candidate -> candidate.node().equals(node))
                .findFirst()
                .orElseThrow()
                .priority();
    }

    /** What a VirtualIP waits for, as "reason: message". */
    List<String> pending(String virtualIP) {
        return verdict(virtualIP).pending().stream().map(Planned::text).toList();
    }

    /** Why it is refused, as "reason: message"; empty: it is not. */
    String refusal(String virtualIP) {
        Finding refusal = verdict(virtualIP).refusal();
        return refusal == null ? "" : text(refusal);
    }

    /** The nodes whose VRRPRouter names an address. */
    List<String> named(String address) {
        return plan.routers().entrySet().stream()
                .filter(entry -> entry.getValue().virtualRouters().stream()
                        .anyMatch(router -> router.addresses().contains(address)))
                .map(entry -> entry.getKey())
                .toList();
    }

    /** The nodes whose VRRPRouter names a Virtual Router ID. */
    List<String> namedID(int id) {
        return plan.routers().entrySet().stream()
                .filter(entry -> entry.getValue().virtualRouters().stream()
                        .anyMatch(
                                router -> Objects.equals(router.vrrpOrDefault().virtualRouterID(), id)))
                .map(entry -> entry.getKey())
                .toList();
    }

    List<VirtualRouter> routersOf(String node) {
        return Objects.requireNonNull(plan.routers().get(node), node).virtualRouters();
    }

    /** The status as the operator writes it, as far as the planner reads it. */
    static VirtualIPStatus status(Verdict verdict) {
        return new VirtualIPStatus(
                verdict.generation(),
                List.of(),
                verdict.effective(),
                null,
                null,
                null,
                verdict.addresses(),
                List.of(),
                null,
                null,
                verdict.routers().stream()
                        .map(router -> new RouterSummary(
                                router.name(),
                                router.ipv6() ? "IPv6" : "IPv4",
                                router.virtualRouterID(),
                                null,
                                router.sharedWith(),
                                router.candidates().stream()
                                        .map(one -> new NodeSummary(
                                                one.node(),
                                                one.interfaceName(),
                                                null,
                                                null,
                                                one.priority(),
                                                null,
                                                null,
                                                false,
                                                List.of()))
                                        .toList()))
                        .toList(),
                null,
                move(verdict),
                null);
    }

    private static @Nullable PlannedMove move(Verdict verdict) {
        Verdict.Move move = verdict.move();
        return move == null ? null : new PlannedMove(move.to(), move.phase().text(), "", move.message());
    }

    private static String text(Finding finding) {
        return finding.reason() + ": " + finding.message();
    }
}
