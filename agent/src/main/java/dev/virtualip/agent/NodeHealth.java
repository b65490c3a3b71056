package dev.virtualip.agent;

import dev.virtualip.agent.health.HealthCheckRunner;
import dev.virtualip.agent.health.HealthListener;
import dev.virtualip.agent.health.ServiceEndpoints;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Health checks of this node. Starts their runner with the first check, so that an agent without checks has none. */
final class NodeHealth {
    private final String node;
    private final ServiceEndpoints services;
    private final HealthListener listener;
    private @Nullable HealthCheckRunner runner;
    private boolean closed;

    NodeHealth(String node, ServiceEndpoints services, HealthListener listener) {
        this.node = node;
        this.services = services;
        this.listener = listener;
    }

    /** Runs the health checks of these virtual routers, and no others. */
    synchronized void configured(List<VirtualRouterSpec> specs) {
        boolean hasChecks = specs.stream().anyMatch(spec -> !spec.healthChecks().isEmpty());
        if (closed || (runner == null && !hasChecks)) {
            return;
        }
        if (runner == null) {
            runner = HealthCheckRunner.start(node, services, listener);
        }
        Map<String, List<HealthCheckSpec>> checks = new LinkedHashMap<>();
        specs.forEach(spec -> checks.put(spec.name(), spec.healthChecks()));
        runner.configured(checks);
    }

    synchronized void close() {
        closed = true;
        if (runner != null) {
            runner.close();
        }
    }
}
