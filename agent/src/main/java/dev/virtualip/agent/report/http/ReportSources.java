package dev.virtualip.agent.report.http;

import dev.virtualip.agent.api.ApiHealth;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.report.log.ReportCounts;
import dev.virtualip.daemon.notification.DestinationState;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sources of the data that the HTTP endpoints serve. All are called on threads of the HTTP server.
 *
 * @param node the node's name
 * @param version the agent's version
 * @param snapshots requests a snapshot from the event loop, which completes the future
 * @param ready whether a configuration was applied
 * @param counts counters of the event reporter
 * @param notifications the states of the destinations of notifications
 * @param refusal why the latest configuration as a whole is not in force; null: it is
 * @param kubernetes the state of the connection to Kubernetes; null: a file drives this agent
 * @param clock the wall clock
 * @param monotonicNanos the event loop's clock
 */
public record ReportSources(
        String node,
        String version,
        Supplier<CompletableFuture<NodeSnapshot>> snapshots,
        BooleanSupplier ready,
        Supplier<ReportCounts> counts,
        Supplier<List<DestinationState>> notifications,
        Supplier<@Nullable String> refusal,
        @Nullable Kubernetes kubernetes,
        InstantSource clock,
        LongSupplier monotonicNanos) {

    /**
     * State of the connection to Kubernetes.
     *
     * @param appliedConfig the VRRPRouter that this node runs
     * @param health the health of the connection to the API server
     */
    public record Kubernetes(Supplier<AppliedConfig> appliedConfig, Supplier<ApiHealth.Snapshot> health) {}

    /** The configuration from Kubernetes; {@link AppliedConfig#NONE} without Kubernetes. */
    AppliedConfig appliedConfig() {
        return kubernetes == null
                ? AppliedConfig.NONE
                : kubernetes.appliedConfig().get();
    }
}
