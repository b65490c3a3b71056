package dev.virtualip.operator.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that could get something new of one kind, each with the interface there, by the numbers of the nodes. It is
 * one and the same for all that ask for that kind.
 */
final class Pool {
    private final @Nullable Link[] links;
    private final int[] networks;
    private final boolean[] lastResorts;
    private int @Nullable [] members;

    /** An empty pool of a cluster with so many nodes. */
    Pool(int nodes) {
        links = new Link[nodes];
        networks = new int[nodes];
        lastResorts = new boolean[nodes];
    }

    /** Adds a node; without a carrier it is a last resort, whatever else is well. */
    void put(int node, Link link, int network, boolean lastResort) {
        links[node] = link;
        networks[node] = network;
        lastResorts[node] = lastResort || !link.up();
        members = null;
    }

    /** The interface on a node; null: the node gets nothing new. */
    @Nullable
    Link link(int node) {
        return links[node];
    }

    /** The network of that interface. */
    int network(int node) {
        return networks[node];
    }

    /** Whether a node is taken only if others do not suffice. */
    boolean isLastResort(int node) {
        return lastResorts[node];
    }

    boolean isEmpty() {
        return members().length == 0;
    }

    /** The numbers of all of them, in order; not to be changed. */
    int[] members() {
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
