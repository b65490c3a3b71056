package dev.virtualip.operator.status;

import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router as the nodes show it.
 *
 * @param planned what it shall be
 * @param parts the nodes: the candidates in the order of the plan, then those that have yet to confirm their release
 * @param stale the nodes whose claim no longer counts
 * @param active the node that answers; null: none is known to
 * @param splits who is Active beside whom, by evidence from the wire
 */
record Sight(
        ServingRouter planned,
        List<Part> parts,
        Set<String> stale,
        @Nullable Part active,
        List<String> splits) {

    Sight {
        parts = List.copyOf(parts);
        stale = Set.copyOf(stale);
        splits = List.copyOf(splits);
    }

    /** Whether the node that answers says that it is Active. */
    boolean claimed() {
        return active != null && active.claims();
    }

    /** The nodes whose claim counts. */
    List<Part> claimants() {
        return parts.stream()
                .filter(part -> part.claims() && !stale.contains(part.node()))
                .toList();
    }

    /** The nodes that the plan has and whose agents speak. */
    List<Part> live() {
        return parts.stream().filter(part -> part.candidate() && part.live()).toList();
    }

    /** The nodes that the plan has, whose agents could speak and have not. */
    List<Part> awaited() {
        return parts.stream()
                .filter(part -> part.candidate() && part.report() == null && part.silence() == null)
                .toList();
    }

    /** Whether a node's claim went stale because it fell silent; who was relieved in order will soon say so itself. */
    boolean lost(Part part) {
        boolean relieved = active != null && active.tookOverFrom(part) && !active.because(Part.PEER_TIMEOUT);
        return stale.contains(part.node()) && !relieved;
    }

    String family() {
        return planned.ipv6() ? "IPv6" : "IPv4";
    }

    /** How many live nodes hear a node as the Active. */
    static long followers(Part leader, List<Part> parts) {
        return parts.stream().filter(part -> part.follows(leader)).count();
    }
}
