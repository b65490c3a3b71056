package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule for two Actives at once. The evidence is on the network: an Active receives advertisements of another
 * router, or another node answers for an address. Two reports of state Active are no evidence, because one of the
 * nodes may be dead.
 */
final class SplitBrainRule {
    private final NodeIndex nodes;
    private final List<MemberView> members;
    private final Set<String> stale;

    SplitBrainRule(NodeIndex nodes, List<MemberView> members, Set<String> stale) {
        this.nodes = nodes;
        this.members = members;
        this.stale = stale;
    }

    /** A sentence for each pair of Actives. */
    List<String> splits() {
        List<String> splits = new ArrayList<>();
        for (MemberView one : members) {
            if (one.claimsActive() && one.silenceCause() == null) {
                add(splits, byAdvertisement(one));
                add(splits, byAddress(one));
            }
        }
        return splits.stream().distinct().toList();
    }

    private static void add(List<String> splits, @Nullable String split) {
        if (split != null) {
            splits.add(split);
        }
    }

    private @Nullable String byAdvertisement(MemberView one) {
        String received = one.report() == null ? null : one.report().otherActiveRouter();
        if (received == null) {
            return null;
        }
        MemberView other = members.stream()
                .filter(member -> !member.node().equals(one.node()) && received.equals(member.source()))
                .findFirst()
                .orElse(null);
        if (other == null) {
            return ("%s is Active on interface %s and also receives advertisements from %s, which is not a node of this"
                            + " VirtualIP: stop that router, or make sure that it receives advertisements of %s")
                    .formatted(one.described(), one.interfaceName(), received, one.node());
        }
        return other.receives(one) ? mutual(one, other) : oneWay(one, other);
    }

    private static String mutual(MemberView one, MemberView other) {
        boolean inOrder = one.node().compareTo(other.node()) < 0;
        MemberView first = inOrder ? one : other;
        MemberView second = inOrder ? other : one;
        return ("%s and %s are both Active on interface %s and receive each other's advertisements: check the logs of"
                        + " their agents for rejected advertisements")
                .formatted(first.described(), second.described(), first.interfaceName());
    }

    private static String oneWay(MemberView one, MemberView other) {
        return ("%s and %s are both Active on interface %s: %s receives no advertisements from %s, so the path from %s"
                        + " to %s is blocked; check for a one-way link and for a firewall that drops VRRP (IP protocol"
                        + " 112)")
                .formatted(
                        one.described(),
                        other.described(),
                        one.interfaceName(),
                        other.node(),
                        one.node(),
                        one.node(),
                        other.node());
    }

    private @Nullable String byAddress(MemberView one) {
        Condition conflict = one.condition(ConditionReason.DUPLICATE_CLAIM);
        MemberView other = conflict == null ? null : ownerOfMac(one, conflict.message());
        return conflict == null || other == null || !other.claimsActive() || stale.contains(other.node())
                ? null
                : "%s and %s both answer for an address on interface %s, as %s reports: %s"
                        .formatted(
                                one.described(),
                                other.described(),
                                one.interfaceName(),
                                one.node(),
                                conflict.message());
    }

    /** The other member with a MAC address that a message names; null: none. */
    private @Nullable MemberView ownerOfMac(MemberView one, String message) {
        return members.stream()
                .filter(member -> !member.node().equals(one.node()) && nodes.hasMacNamedIn(member.node(), message))
                .findFirst()
                .orElse(null);
    }
}
