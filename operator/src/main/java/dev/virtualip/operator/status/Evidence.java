package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is Active beside whom, as the wire shows it: one that is Active hears another go on advertising, or sees another
 * answer for an address. Two that merely say so are no evidence: one of them may be dead.
 */
final class Evidence {
    private final NodeIndex nodes;
    private final List<Part> parts;
    private final Set<String> stale;

    Evidence(NodeIndex nodes, List<Part> parts, Set<String> stale) {
        this.nodes = nodes;
        this.parts = parts;
        this.stale = stale;
    }

    /** What is told of each two of them. */
    List<String> splits() {
        List<String> splits = new ArrayList<>();
        for (Part one : parts) {
            if (one.claims() && one.silence() == null) {
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

    private @Nullable String byAdvertisement(Part one) {
        String heard = one.report() == null ? null : one.report().otherActiveRouter();
        if (heard == null) {
            return null;
        }
        Part other = parts.stream()
                .filter(part -> !part.node().equals(one.node()) && heard.equals(part.source()))
                .findFirst()
                .orElse(null);
        if (other == null) {
            return ("%s is Active on interface %s and hears %s, which is no node of this VirtualIP, advertise too: stop"
                            + " it, or make sure that it hears %s")
                    .formatted(one.described(), one.interfaceName(), heard, one.node());
        }
        return other.hears(one) ? mutual(one, other) : oneWay(one, other);
    }

    private static String mutual(Part one, Part other) {
        boolean inOrder = one.node().compareTo(other.node()) < 0;
        Part first = inOrder ? one : other;
        Part second = inOrder ? other : one;
        return ("%s and %s are both Active on interface %s and hear each other: look at the logs of their agents for"
                        + " advertisements that are refused")
                .formatted(first.described(), second.described(), first.interfaceName());
    }

    private static String oneWay(Part one, Part other) {
        return ("%s is Active on interface %s and hears %s advertise too, but %s does not hear %s: the way from %s to"
            + " %s is blocked; look for a link that carries one way only and for a firewall that drops VRRP (IP"
            + " protocol 112)")
                .formatted(
                        one.described(),
                        one.interfaceName(),
                        other.described(),
                        other.node(),
                        one.node(),
                        one.node(),
                        other.node());
    }

    private @Nullable String byAddress(Part one) {
        Condition conflict = one.condition(Words.DUPLICATE_CLAIM);
        Part other = conflict == null ? null : ownerOfMac(one, conflict.message());
        return conflict == null || other == null || !other.claims() || stale.contains(other.node())
                ? null
                : "%s and %s both answer on interface %s, as %s sees: %s"
                        .formatted(
                                one.described(),
                                other.described(),
                                one.interfaceName(),
                                one.node(),
                                conflict.message());
    }

    /** Which other node has the hardware address that a message names; null: none. */
    @Nullable
    Part ownerOfMac(Part one, String message) {
        return parts.stream()
                .filter(part -> !part.node().equals(one.node()) && nodes.hasMacNamedIn(part.node(), message))
                .findFirst()
                .orElse(null);
    }
}
