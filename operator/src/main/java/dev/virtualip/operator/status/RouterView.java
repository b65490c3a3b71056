package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.TransitionReason;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A planned virtual router and the reports of its members.
 *
 * @param planned the virtual router in the plan
 * @param members the candidates in the order of the plan, then former members that have not confirmed their release
 * @param stale the nodes whose claim to be Active no longer counts
 * @param active the node that answers; null: none is known to
 * @param splits a sentence for each pair of nodes that are Active at once, by evidence from the network
 */
record RouterView(
        ServingRouter planned,
        List<MemberView> members,
        Set<String> stale,
        @Nullable MemberView active,
        List<String> splits) {

    RouterView {
        members = List.copyOf(members);
        stale = Set.copyOf(stale);
        splits = List.copyOf(splits);
    }

    /** Whether the node that answers reports that it is Active. */
    boolean claimed() {
        return active != null && active.claimsActive();
    }

    /** The members whose claim to be Active counts. */
    List<MemberView> claimants() {
        return members.stream()
                .filter(member -> member.claimsActive() && !stale.contains(member.node()))
                .toList();
    }

    /** The candidates with a current report. */
    List<MemberView> reporting() {
        return members.stream()
                .filter(member -> member.candidate() && member.reporting())
                .toList();
    }

    /** The candidates whose agent could report and has not. */
    List<MemberView> awaited() {
        return members.stream()
                .filter(member -> member.candidate() && member.report() == null && member.silenceCause() == null)
                .toList();
    }

    /** Whether a claim went stale because the peers timed out; a node that was relieved in order reports that soon. */
    boolean timedOut(MemberView member) {
        boolean relieved =
                active != null && active.tookOverFrom(member) && !active.entered(TransitionReason.PEER_TIMEOUT);
        return stale.contains(member.node()) && !relieved;
    }

    /** The address family, as a status shows it. */
    String family() {
        return planned.ipv6() ? "IPv6" : "IPv4";
    }

    /** The number of Backups with a current report that follow a node. */
    static long followers(MemberView leader, List<MemberView> members) {
        return members.stream().filter(member -> member.follows(leader)).count();
    }
}
