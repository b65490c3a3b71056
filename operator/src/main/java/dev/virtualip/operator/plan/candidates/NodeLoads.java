package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import java.util.Arrays;

/** The load of each node: addresses held as Active, virtual routers, and approximate bytes of spec. */
public final class NodeLoads {
    /** Maximum bytes of spec. The API server accepts about 1.5 MiB per object; status and metadata need room too. */
    private static final long MAX_BYTES = 384 * 1024;

    private final long[] addresses;
    private final int[] routers;
    private final long[] bytes;

    public NodeLoads(int nodes) {
        this(new long[nodes], new int[nodes], new long[nodes]);
    }

    private NodeLoads(long[] addresses, int[] routers, long[] bytes) {
        this.addresses = addresses;
        this.routers = routers;
        this.bytes = bytes;
    }

    public NodeLoads copy() {
        return new NodeLoads(
                Arrays.copyOf(addresses, addresses.length),
                Arrays.copyOf(routers, routers.length),
                Arrays.copyOf(bytes, bytes.length));
    }

    /** Returns the number of addresses that a node is to hold as Active. */
    public long of(int node) {
        return addresses[node];
    }

    /** Moves addresses from one node to another. */
    public void move(int from, int to, long weight) {
        addresses[from] -= weight;
        addresses[to] += weight;
    }

    /** Adds addresses to a node. */
    public void add(int node, long weight) {
        addresses[node] += weight;
    }

    public void add(ClusterIndex cluster, RouterGroup group) {
        NodePlacement top = group.top();
        long size = size(group);
        for (NodePlacement placement : group.placements()) {
            int node = cluster.number(placement.node().name());
            if (node >= 0) {
                routers[node] += group.routers().size();
                bytes[node] += size;
                addresses[node] += (top != null && placement.priority() == top.priority()) ? group.weight() : 0;
            }
        }
    }

    public void add(ClusterIndex cluster, RetainedRouter retained) {
        retained.router().places().values().forEach(place -> {
            int node = cluster.number(place.node());
            if (node >= 0) {
                routers[node]++;
                bytes[node] += 1024;
            }
        });
    }

    /** Whether a node has room for more virtual routers and bytes of spec. */
    boolean hasRoom(int node, int count, long size) {
        return routers[node] + count <= VRRPRouterSpec.MAX_VIRTUAL_ROUTERS && bytes[node] + size <= MAX_BYTES;
    }

    /** Estimates the size of a group in a spec, rather too high than too low. */
    public static long size(RouterGroup group) {
        long size = 0;
        for (PlannedRouter planned : group.routers()) {
            size += 600;
            for (RouterMember member : planned.members()) {
                size += member.request().name().length()
                        + 5
                        + 48L * member.addresses().size();
            }
        }
        return size;
    }
}
