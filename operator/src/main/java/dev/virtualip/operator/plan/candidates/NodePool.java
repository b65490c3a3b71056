package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.topology.NodeInterface;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nodes eligible for new virtual routers of one kind, with the interface on each, indexed by node number. Shared by
 * all requests of that kind.
 */
public final class NodePool {
    private final @Nullable NodeInterface[] links;
    private final int[] networks;
    private final boolean[] lastResorts;
    private int @Nullable [] members;

    /** Creates an empty pool for a cluster of this size. */
    NodePool(int nodes) {
        links = new NodeInterface[nodes];
        networks = new int[nodes];
        lastResorts = new boolean[nodes];
    }

    /** Adds a node. A node whose interface has no carrier is a last resort. */
    public void put(int node, NodeInterface link, int network, boolean lastResort) {
        links[node] = link;
        networks[node] = network;
        lastResorts[node] = lastResort || !link.up();
        members = null;
    }

    /** Returns the interface on a node; null: the node is not eligible. */
    @Nullable
    public NodeInterface link(int node) {
        return links[node];
    }

    /** Returns the network of that interface. */
    public int network(int node) {
        return networks[node];
    }

    /** Whether a node is chosen only if no others are left. */
    public boolean isLastResort(int node) {
        return lastResorts[node];
    }

    public boolean isEmpty() {
        return members().length == 0;
    }

    /** Returns the numbers of all eligible nodes in order; not to be modified. */
    public int[] members() {
        int[] known = members;
        if (known == null) {
            int[] found = new int[links.length];
            int count = 0;
            for (int i = 0; i < found.length; i++) {
                if (links[i] != null) {
                    found[count++] = i;
                }
            }
            known = Arrays.copyOf(found, count);
            members = known;
        }
        return known;
    }
}
