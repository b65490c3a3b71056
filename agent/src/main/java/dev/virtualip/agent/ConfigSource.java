package dev.virtualip.agent;

import dev.virtualip.agent.health.ServiceEndpoints;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.notification.AgentNotifications;
import java.io.IOException;
import java.util.List;

/** Source of this agent's configuration: a file or Kubernetes. */
interface ConfigSource {
    /** The node's name. */
    String node();

    /** The virtual routers to run immediately at the start. */
    List<VirtualRouterSpec> initial();

    /** Sets the destinations of notifications at the start; in Kubernetes the operator has them. */
    default void configure(AgentNotifications notifications) {}

    /** The ready endpoints of Services, for health checks; a file knows none. */
    default ServiceEndpoints services() {
        return ServiceEndpoints.NONE;
    }

    /**
     * Subscribes to changes. Called once the event loop runs.
     *
     * @throws IOException if the source can never deliver anything; the message names the remedy
     */
    ConfigSubscription subscribe(AgentRuntime runtime) throws IOException;
}
