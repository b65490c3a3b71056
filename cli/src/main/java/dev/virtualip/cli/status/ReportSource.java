package dev.virtualip.cli.status;

import dev.virtualip.cli.agent.AgentClient;
import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.cluster.ClusterReader;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.crds.report.AgentReporter;
import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.crds.report.StatusReporter;
import java.time.Instant;

/**
 * Reads the state of a cluster, or of agents.
 *
 * @param agents the agents; none: the cluster
 * @param cluster the cluster
 */
record ReportSource(AgentOption agents, ClusterOptions cluster) {
    StatusReport read() throws CommandFailedException {
        if (!agents.urls().isEmpty()) {
            return AgentReporter.report(AgentClient.read(agents.urls()));
        }
        try (ClusterClient client = ClusterClient.connect(cluster, System.getenv())) {
            return StatusReporter.report(ClusterReader.read(client).reportInput(), Instant.now());
        }
    }
}
