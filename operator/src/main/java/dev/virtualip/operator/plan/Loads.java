package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterSpec;

/** How much each node has: addresses that it shall answer for, virtual routers, and about how many bytes of spec. */
final class Loads {
    /** An object of the API server may have about 1.5 MiB, ours 512 KiB; the status and metadata need room too. */
    private static final long MAX_BYTES = 384 * 1024;

    private final long[] addresses;
    private final int[] routers;
    private final long[] bytes;

    Loads(int nodes) {
        addresses = new long[nodes];
        routers = new int[nodes];
        bytes = new long[nodes];
    }

    /** How many addresses a node shall answer for. */
    long of(int node) {
        return addresses[node];
    }

    /** Moves addresses from one node to another, in thought. */
    void move(int from, int to, long weight) {
        addresses[from] -= weight;
        addresses[to] += weight;
    }

    /** A node shall answer for so many more. */
    void add(int node, long weight) {
        addresses[node] += weight;
    }

    void add(World world, Bond bond) {
        Slot top = bond.top();
        long size = size(bond);
        for (Slot slot : bond.slots()) {
            int node = world.number(slot.node().name());
            routers[node] += bond.units().size();
            bytes[node] += size;
            if (top != null && slot.node().name().equals(top.node().name())) {
                addresses[node] += bond.weight();
            }
        }
    }

    void add(World world, Verbatim verbatim) {
        verbatim.router().places().values().forEach(place -> {
            int node = world.number(place.node());
            routers[node]++;
            bytes[node] += 1024;
        });
    }

    /** Whether a node can have so many more virtual routers and bytes without its object growing too large. */
    boolean hasRoom(int node, int units, long size) {
        return routers[node] + units <= VRRPRouterSpec.MAX_VIRTUAL_ROUTERS && bytes[node] + size <= MAX_BYTES;
    }

    /** About the size of a bond in a spec: far from exact, and rather too much. */
    static long size(Bond bond) {
        long size = 0;
        for (Unit unit : bond.units()) {
            size += 600;
            for (Part part : unit.parts()) {
                size += part.wish().name().length() + 5 + 48L * part.addresses().size();
            }
        }
        return size;
    }
}
