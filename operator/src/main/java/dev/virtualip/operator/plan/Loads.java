package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterSpec;
import java.util.Arrays;

/** How much each node has: addresses that it shall answer for, virtual routers, and about how many bytes of spec. */
final class Loads {
    /** An object of the API server may have about 1.5 MiB, ours 512 KiB; the status and metadata need room too. */
    private static final long MAX_BYTES = 384 * 1024;

    private final long[] addresses;
    private final int[] routers;
    private final long[] bytes;

    Loads(int nodes) {
        this(new long[nodes], new int[nodes], new long[nodes]);
    }

    private Loads(long[] addresses, int[] routers, long[] bytes) {
        this.addresses = addresses;
        this.routers = routers;
        this.bytes = bytes;
    }

    Loads copy() {
        return new Loads(
                Arrays.copyOf(addresses, addresses.length),
                Arrays.copyOf(routers, routers.length),
                Arrays.copyOf(bytes, bytes.length));
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
            if (node >= 0) {
                routers[node] += bond.units().size();
                bytes[node] += size;
                addresses[node] += (top != null && slot.priority() == top.priority()) ? bond.weight() : 0;
            }
        }
    }

    void add(World world, Verbatim verbatim) {
        verbatim.router().places().values().forEach(place -> {
            int node = world.number(place.node());
            if (node >= 0) {
                routers[node]++;
                bytes[node] += 1024;
            }
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
