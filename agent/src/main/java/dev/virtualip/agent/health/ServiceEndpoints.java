package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.util.Set;

/** Knows which Kubernetes Services have a ready endpoint on this node. Called on any thread; never waits. */
public interface ServiceEndpoints {

    /** No Kubernetes: nothing is known of any Service. */
    ServiceEndpoints NONE = target -> Presence.UNKNOWN;

    /** Presence of ready endpoints. */
    enum Presence {
        /** Not known yet. A health check keeps its verdict. */
        UNKNOWN,
        /** At least one endpoint on this node is ready. */
        READY,
        /** No endpoint on this node is ready, or there is no such Service. */
        ABSENT
    }

    /** Whether a Service has a ready endpoint on this node, as last known. */
    Presence of(HealthCheckTarget.Service service);

    /** Sets the Services that health checks ask about; empty: none any longer. */
    default void configured(Set<HealthCheckTarget.Service> services) {}
}
