package dev.virtualip.agent;

import dev.virtualip.agent.api.EndpointSliceWatcher;
import dev.virtualip.agent.health.ServiceEndpoints;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ready endpoints of Services as the cluster reports them. Nothing is known before the connection to the API server is
 * set, which happens after VRRP runs.
 */
final class ClusterServiceEndpoints implements ServiceEndpoints {
    private Set<HealthCheckTarget.Service> services = Set.of();
    private @Nullable EndpointSliceWatcher watcher;
    private Consumer<String> warnings = text -> {};
    private List<EndpointSliceWatcher.Service> reported = List.of();

    /**
     * Watches the Services that health checks name from now on.
     *
     * @param started the watcher, which this object closes
     * @param limitReached receives a warning when there are too many Services
     */
    synchronized void begin(EndpointSliceWatcher started, Consumer<String> limitReached) {
        watcher = started;
        warnings = limitReached;
        follow(started);
    }

    @Override
    public synchronized void configured(Set<HealthCheckTarget.Service> now) {
        services = now;
        EndpointSliceWatcher current = watcher;
        if (current != null) {
            follow(current);
        }
    }

    @Override
    public synchronized Presence of(HealthCheckTarget.Service service) {
        Boolean ready = watcher == null ? null : watcher.isReady(name(service));
        return ready == null ? Presence.UNKNOWN : ready ? Presence.READY : Presence.ABSENT;
    }

    /** Stops all watches; nothing is known from then on. */
    synchronized void close() {
        EndpointSliceWatcher current = watcher;
        watcher = null;
        if (current != null) {
            current.close();
        }
    }

    private void follow(EndpointSliceWatcher current) {
        List<EndpointSliceWatcher.Service> left = current.follow(
                services.stream().map(ClusterServiceEndpoints::name).collect(Collectors.toSet()));
        if (!left.isEmpty() && !left.equals(reported)) {
            String names =
                    left.stream().map(EndpointSliceWatcher.Service::toString).collect(Collectors.joining(", "));
            warnings.accept(
                    ("health checks name more than %d Services; these are not watched, so their checks get no verdict:"
                                    + " %s")
                            .formatted(EndpointSliceWatcher.MAX_SERVICES, names));
        }
        reported = left;
    }

    private static EndpointSliceWatcher.Service name(HealthCheckTarget.Service service) {
        return new EndpointSliceWatcher.Service(service.namespace(), service.name());
    }
}
