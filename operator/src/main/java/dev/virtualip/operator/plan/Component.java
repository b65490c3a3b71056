package dev.virtualip.operator.plan;

import java.util.List;
import java.util.SortedMap;

/**
 * VirtualIPs and virtual routers that have to do with each other, by an address, a virtual router or a move group. What
 * runs of one component is planned without a look at the others.
 *
 * @param wishes its VirtualIPs, the oldest first
 * @param holdings what nodes have, by the virtual routers' names
 */
record Component(List<Wish> wishes, SortedMap<String, List<Holding>> holdings) {

    /** What tells it from all others. */
    String name() {
        return wishes.isEmpty()
                ? "virtual router " + holdings.firstKey()
                : "VirtualIP " + wishes.getFirst().name();
    }
}
