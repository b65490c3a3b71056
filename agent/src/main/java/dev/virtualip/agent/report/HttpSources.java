package dev.virtualip.agent.report;

import dev.virtualip.agent.node.Assignment;
import dev.virtualip.agent.node.NodeSnapshot;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP endpoints have their answers from. All are asked on threads of the HTTP server.
 *
 * @param node the node's name
 * @param version the agent's version
 * @param snapshots asks the event loop for a snapshot; the future is completed by the loop
 * @param ready whether a configuration was applied
 * @param counts what the reporter has counted
 * @param kubernetes how things stand with Kubernetes; null: a file drives this agent
 * @param clock the wall clock
 * @param monotonicNanos the event loop's clock
 */
public record HttpSources(
        String node,
        String version,
        Supplier<CompletableFuture<NodeSnapshot>> snapshots,
        BooleanSupplier ready,
        Supplier<ReportCounts> counts,
        @Nullable KubernetesSources kubernetes,
        InstantSource clock,
        LongSupplier monotonicNanos) {

    /** What Kubernetes told this node to run; nothing without Kubernetes. */
    Assignment assignment() {
        return kubernetes == null ? Assignment.NONE : kubernetes.assignment().get();
    }
}
