package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPStatus.RouterSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which Virtual Router ID somebody new gets: the one that is given, the one that it had, or a free one. */
final class IDChoice {
    private final World world;
    private final RouterIDs ids;

    IDChoice(World world, RouterIDs ids) {
        this.world = world;
        this.ids = ids;
    }

    /** A unit with its ID; without one as long as nobody knows its network, or if there is none left. */
    Unit of(Component component, Bond bond, Unit unit) {
        if (unit.id() > 0 || unit.network() == Networks.UNKNOWN) {
            return unit;
        }
        Integer given = unit.givenID();
        if (given != null) {
            return unit.under(given);
        }
        Unit former = former(component, unit);
        Wish oldest = unit.wishes().getFirst();
        return former == null
                ? unit.under(ids.allocate(unit, preferred(bond, unit), Hashes.of(oldest.name())))
                : former;
    }

    /** The very virtual router that nodes are giving up, if nobody else waits for its ID; null: there is none. */
    private @Nullable Unit former(Component component, Unit unit) {
        for (Holding holding : component.holdings().getOrDefault(unit.name(), List.of())) {
            Unit same = unit.under(holding.id());
            boolean ours = same.isSame(holding, world.networks())
                    && same.ipv6() == holding.ipv6()
                    && ids.owner(unit.network(), unit.ipv6(), holding.id()) == null;
            if (ours && Releases.hindranceOfID(same, world) == null) {
                return same;
            }
        }
        return null;
    }

    /** What its status says that it had, then what its other family has. */
    private static List<Integer> preferred(Bond bond, Unit unit) {
        List<Integer> preferred = new ArrayList<>();
        String family = unit.ipv6() ? "IPv6" : "IPv4";
        for (RouterSummary router : unit.wishes().getFirst().wanted().status().virtualRouters()) {
            if (router.family().equals(family) && router.virtualRouterID() != null) {
                preferred.add(router.virtualRouterID());
            }
        }
        bond.units().stream()
                .filter(other -> other.ipv6() != unit.ipv6()
                        && other.wishes().contains(unit.wishes().getFirst()))
                .forEach(other -> preferred.add(other.id()));
        return preferred;
    }
}
