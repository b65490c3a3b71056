package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes that could get something new of one kind, each with the interface there, by the numbers of the nodes. */
final class Pool {
    private final @Nullable Link[] links;
    private final int[] networks;
    private final boolean[] lastResorts;
    private final Map<Obstacle, List<String>> obstacles = new EnumMap<>(Obstacle.class);
    private int size;

    Pool(int nodes) {
        links = new Link[nodes];
        networks = new int[nodes];
        lastResorts = new boolean[nodes];
    }

    /** Adds a node; without a carrier it is a last resort, whatever else is well. */
    void add(int node, Link link, int network, boolean lastResort) {
        links[node] = link;
        networks[node] = network;
        lastResorts[node] = lastResort || !link.up();
        size++;
    }

    void pass(NodeFacts node, Obstacle obstacle) {
        obstacles.computeIfAbsent(obstacle, ignored -> new ArrayList<>()).add(node.name());
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
        return size == 0;
    }

    /** Which nodes were passed over, and why. */
    Map<Obstacle, List<String>> obstacles() {
        return obstacles;
    }
}
