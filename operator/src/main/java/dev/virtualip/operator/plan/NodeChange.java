package dev.virtualip.operator.plan;

import java.util.List;
import java.util.Objects;

/**
 * A node of which something is new.
 *
 * @param before what was known of it; of one that joined, nothing but its name
 * @param after what is known of it; of one that is gone, nothing but its name
 */
record NodeChange(NodeFacts before, NodeFacts after) {

    /** Whether it is there now, and was not, or the other way round. */
    boolean comesOrGoes() {
        return before.isNowhere() != after.isNowhere();
    }

    String name() {
        return after.name();
    }

    /** Whether its interfaces and their addresses are as before; a carrier that went does not matter. */
    boolean hasSameAddresses() {
        return addresses(before).equals(addresses(after));
    }

    private static List<List<Object>> addresses(NodeFacts node) {
        return node.links().stream()
                .map(link -> List.<Object>of(link.name(), link.addresses()))
                .toList();
    }

    boolean hearsTheSame() {
        return before.heard().equals(after.heard());
    }

    /** Whether it offers what it did to those that have no place on it. */
    boolean offersTheSame() {
        return suitsTheSame() && occupied(before).equals(occupied(after));
    }

    /** Whether it suits the same, whatever it has already. */
    boolean suitsTheSame() {
        return before.node().equals(after.node())
                && Objects.equals(before.standing().obstacle(), after.standing().obstacle())
                && before.standing().lastResort() == after.standing().lastResort()
                && before.links().equals(after.links());
    }

    private static List<List<Object>> occupied(NodeFacts node) {
        return node.holdings().stream()
                .map(holding -> List.<Object>of(
                        holding.name(), holding.ipv6(), holding.interfaceName(), holding.id(), holding.addresses()))
                .toList();
    }
}
