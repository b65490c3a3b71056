package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.operator.plan.HeldIDs.Space;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nodes have yet to give up. An address or a Virtual Router ID is used again only when every node that had it has
 * confirmed that it let go, or its Node was deleted.
 */
final class Releases {
    private final Networks networks;
    private final Collection<List<Holding>> holdings;

    Releases(Component component, Networks networks) {
        this.networks = networks;
        this.holdings = component.holdings().values();
    }

    /** What keeps a node from getting a bond: something that it has yet to give up itself; null: nothing. */
    static @Nullable Finding hindranceOn(NodeFacts node, Bond bond, Networks networks) {
        for (Holding holding : node.holdings()) {
            for (Unit unit : bond.units()) {
                if (unit.collidesWith(holding, networks)) {
                    return pending(holding, holding.name());
                }
            }
        }
        return null;
    }

    /** What keeps an address from being used in a virtual router; null: nothing. */
    @Nullable
    Finding hindranceOf(IpPrefix address, Unit unit) {
        if (unit.running() != null && unit.running().addresses().contains(address.address())) {
            return null;
        }
        for (List<Holding> ofName : holdings) {
            for (Holding holding : ofName) {
                if (holding.addresses().contains(address.address()) && !unit.isSame(holding, networks)) {
                    return pending(holding, AddressText.format(address.address()));
                }
            }
        }
        return null;
    }

    /** What keeps a virtual router that does not run from using its ID; null: nothing. */
    static @Nullable Finding hindranceOfID(Unit unit, World world) {
        if (unit.running() != null
                || unit.id() == 0
                || !world.heldIDs().has(new Space(unit.network(), unit.ipv6()), unit.id())) {
            return null;
        }
        for (NodeFacts node : world.nodes()) {
            for (Holding holding : node.holdings()) {
                boolean same = holding.ipv6() == unit.ipv6()
                        && holding.id() == unit.id()
                        && world.networks().of(holding.node(), holding.interfaceName()) == unit.network();
                if (same && !holding.name().equals(unit.name())) {
                    return pending(holding, "Virtual Router ID " + unit.id());
                }
            }
        }
        return null;
    }

    /** What keeps a virtual router that does not run from its priorities: another node had one of them. */
    @Nullable
    Finding hindranceOfPriorities(Unit unit, List<Slot> slots) {
        if (unit.running() != null) {
            return null;
        }
        for (List<Holding> ofName : holdings) {
            for (Holding holding : ofName) {
                boolean same = holding.ipv6() == unit.ipv6() && unit.isSame(holding, networks);
                if (same && slots.stream().anyMatch(slot -> isAnothers(slot, holding))) {
                    return pending(holding, "priority " + holding.priority());
                }
            }
        }
        return null;
    }

    private static boolean isAnothers(Slot slot, Holding holding) {
        return slot.priority() == holding.priority() && !slot.node().name().equals(holding.node());
    }

    private static Finding pending(Holding holding, String what) {
        return new Finding(
                "ReleasePending",
                "%s: node %s has yet to confirm that it let go of %s (Virtual Router ID %d on %s); used again when its"
                                .formatted(what, holding.node(), holding.name(), holding.id(), holding.interfaceName())
                        + " agent says so, or its Node is deleted");
    }
}
