package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Candidate;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import dev.virtualip.operator.status.MemberView.PendingGeneration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the views of the virtual routers of a VirtualIP from plan, reports and previous status. */
final class RouterViewReader {
    private final NodeIndex nodes;
    private final VirtualIPStatus previous;

    RouterViewReader(NodeIndex nodes, VirtualIPStatus previous) {
        this.nodes = nodes;
        this.previous = previous;
    }

    List<RouterView> read(Verdict verdict) {
        boolean programmed = wasProgrammed(verdict);
        return verdict.routers().stream()
                .map(planned -> view(planned, programmed))
                .toList();
    }

    /** Whether all nodes had carried out this generation of the VirtualIP. */
    private boolean wasProgrammed(Verdict verdict) {
        Condition condition = StatusSanitizer.condition(previous, ConditionType.PROGRAMMED);
        return condition != null
                && ConditionStatus.TRUE.is(condition.status())
                && condition.observedGeneration() != null
                && condition.observedGeneration() == verdict.generation();
    }

    private RouterView view(ServingRouter planned, boolean programmed) {
        PreviousRouter previousRouter = PreviousRouter.of(previous, planned);
        List<MemberView> members = new ArrayList<>();
        planned.candidates().forEach(candidate -> members.add(candidate(planned, candidate, programmed)));
        members.addAll(former(planned, previousRouter));
        ActiveClaims claims = new ActiveClaims(members, previousRouter);
        Set<String> stale = claims.stale();
        return new RouterView(
                planned, members, stale, claims.active(stale), new SplitBrainRule(nodes, members, stale).splits());
    }

    private MemberView candidate(ServingRouter planned, Candidate candidate, boolean programmed) {
        String node = candidate.node();
        VirtualRouterStatus report = nodes.report(node, planned);
        PendingGeneration pending = nodes.pending(node, planned, report);
        // Otherwise each change of one VirtualIP would change the status of every other one on the same nodes.
        boolean ignored = pending != null && pending.elsewhere() && programmed;
        return new MemberView(
                node,
                candidate.interfaceName(),
                candidate.priority(),
                true,
                report,
                nodes.silenceCause(node),
                ignored ? null : pending);
    }

    /** Former members whose agent has not reported yet that they released the router. */
    private List<MemberView> former(ServingRouter planned, PreviousRouter previousRouter) {
        Set<String> candidates =
                planned.candidates().stream().map(Candidate::node).collect(Collectors.toSet());
        List<MemberView> former = new ArrayList<>();
        for (NodeSummary node : previousRouter.nodes()) {
            VirtualRouterStatus report = candidates.contains(node.name()) ? null : nodes.report(node.name(), planned);
            if (report != null) {
                former.add(new MemberView(
                        node.name(),
                        node.interfaceName(),
                        report.priority(),
                        false,
                        report,
                        nodes.silenceCause(node.name()),
                        null));
            }
        }
        return former;
    }
}
