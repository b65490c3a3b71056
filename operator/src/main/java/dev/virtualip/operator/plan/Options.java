package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where a bond could get a new place: the nodes that suit all of its parts. */
final class Options {
    private final List<Unit> units;
    private final List<List<Pool>> pools = new ArrayList<>();

    Options(World world, Bond bond) {
        units = bond.units();
        for (Unit unit : units) {
            pools.add(unit.parts().stream()
                    .filter(part -> !part.frozen())
                    .map(part -> world.pools().of(part.wish().read(), part.addresses()))
                    .distinct()
                    .toList());
        }
    }

    /** The numbers of nodes of which some may suit, in order. */
    int[] nodes() {
        return pools.getFirst().getFirst().members();
    }

    /** Whether a node suits all parts, and is on the networks that the units are on already. */
    boolean suits(int node) {
        for (int i = 0; i < pools.size(); i++) {
            if (!suits(node, units.get(i), pools.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean suits(int node, Unit unit, List<Pool> all) {
        return suits(node, all)
                && (unit.network() == Networks.UNKNOWN
                        || unit.network() == all.getFirst().network(node));
    }

    private static boolean suits(int node, List<Pool> all) {
        Link first = all.getFirst().link(node);
        if (first == null) {
            return false;
        }
        for (int i = 1; i < all.size(); i++) {
            if (!first.equals(all.get(i).link(node))) {
                return false;
            }
        }
        return true;
    }

    /** The networks of the units on a node that suits. */
    List<Integer> networks(int node) {
        return pools.stream().map(all -> all.getFirst().network(node)).toList();
    }

    /** The interfaces of the units on a node that suits. */
    List<String> interfaces(int node) {
        return pools.stream()
                .map(all -> Objects.requireNonNull(all.getFirst().link(node)).name())
                .toList();
    }

    boolean isLastResort(int node) {
        return pools.stream().anyMatch(all -> all.getFirst().isLastResort(node));
    }

    /** The pools, which are the same objects for the same nodes. */
    List<List<Pool>> pools() {
        return pools;
    }

    /**
     * What is the same for those that have the very same nodes to choose from.
     *
     * @param pools the pools
     * @param networks the networks that they are on already
     */
    record Kind(List<List<Pool>> pools, List<Integer> networks) {}

    Kind kind() {
        return new Kind(pools, units.stream().map(Unit::network).toList());
    }
}
