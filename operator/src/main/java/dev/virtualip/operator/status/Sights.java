package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Candidate;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what the nodes show of the virtual routers of a VirtualIP. */
final class Sights {
    private final NodeIndex nodes;
    private final VirtualIPStatus previous;

    Sights(NodeIndex nodes, VirtualIPStatus previous) {
        this.nodes = nodes;
        this.previous = previous;
    }

    List<Sight> of(Verdict verdict) {
        boolean programmed = wasProgrammed(verdict);
        return verdict.routers().stream()
                .map(planned -> sight(planned, programmed))
                .toList();
    }

    /** Whether this very generation of it was carried out by all. */
    private boolean wasProgrammed(Verdict verdict) {
        Condition said = Sound.condition(previous, Words.PROGRAMMED);
        return said != null
                && said.status().equals(Judgement.TRUE)
                && said.observedGeneration() != null
                && said.observedGeneration() == verdict.generation();
    }

    private Sight sight(ServingRouter planned, boolean programmed) {
        Memory memory = Memory.of(previous, planned);
        List<Part> parts = new ArrayList<>();
        planned.candidates().forEach(candidate -> parts.add(candidate(planned, candidate, programmed)));
        parts.addAll(former(planned, memory));
        Claims claims = new Claims(parts, memory);
        Set<String> stale = claims.stale();
        return new Sight(planned, parts, stale, claims.active(stale), new Evidence(nodes, parts, stale).splits());
    }

    private Part candidate(ServingRouter planned, Candidate candidate, boolean programmed) {
        String node = candidate.node();
        VirtualRouterStatus report = nodes.report(node, planned);
        Lag lag = nodes.lag(node, planned, report);
        // Else each change of one VirtualIP would be a change of the status of every other one on the same nodes.
        boolean passedOver = lag != null && lag.elsewhere() && programmed;
        return new Part(
                node,
                candidate.interfaceName(),
                candidate.priority(),
                true,
                report,
                nodes.silence(node),
                passedOver ? null : lag);
    }

    /** Who took part before, and whose agent has not yet said that nothing is left of it. */
    private List<Part> former(ServingRouter planned, Memory memory) {
        Set<String> candidates =
                planned.candidates().stream().map(Candidate::node).collect(Collectors.toSet());
        List<Part> former = new ArrayList<>();
        for (NodeSummary node : memory.nodes()) {
            VirtualRouterStatus report = candidates.contains(node.name()) ? null : nodes.report(node.name(), planned);
            if (report != null) {
                former.add(new Part(
                        node.name(),
                        node.interfaceName(),
                        report.priority(),
                        false,
                        report,
                        nodes.silence(node.name()),
                        null));
            }
        }
        return former;
    }
}
