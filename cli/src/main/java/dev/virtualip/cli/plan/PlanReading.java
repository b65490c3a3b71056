package dev.virtualip.cli.plan;

import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.cluster.ClusterReader;
import dev.virtualip.cli.output.CommandFailedException;

/** Reads the objects that a plan needs: without Nodes and VRRPRouters there is no plan. */
final class PlanReading {
    private PlanReading() {}

    static ClusterObjects read(ClusterOptions cluster) throws CommandFailedException {
        ClusterObjects objects;
        try (ClusterClient client = ClusterClient.connect(cluster, System.getenv())) {
            objects = ClusterReader.readForPlan(client);
        }
        if (objects.nodes().isEmpty() && !objects.gaps().isEmpty()) {
            throw new CommandFailedException("The plan cannot be made without Nodes and VRRPRouters. "
                    + objects.gaps().getFirst());
        }
        return objects;
    }
}
