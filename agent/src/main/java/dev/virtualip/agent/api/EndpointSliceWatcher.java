package dev.virtualip.agent.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches the EndpointSlices of a few Services and reports which of them have a ready endpoint on this node. While the
 * API server cannot be reached, the last known state stays. Thread-safe; no caller waits for the API server.
 */
public final class EndpointSliceWatcher implements AutoCloseable {
    /** Each costs a thread and a connection. */
    public static final int MAX_SERVICES = 16;

    /** An event has the endpoints of a whole slice, at most a thousand. */
    private static final int MAX_PENDING = 32;

    private final ApiClient client;
    private final String node;
    private final Map<Service, WatchedService> watchedServices = new HashMap<>();

    /** Name of a Service. */
    public record Service(String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** A watcher of the endpoints on a node; it watches no Service yet. */
    public EndpointSliceWatcher(ApiClient client, String node) {
        this.client = client;
        this.node = node;
    }

    /** Watches exactly these Services from now on; returns those that are not watched because of the limit. */
    public List<Service> follow(Set<Service> services) {
        List<WatchedService> ended = new ArrayList<>();
        List<Service> left;
        synchronized (watchedServices) {
            watchedServices
                    .entrySet()
                    .removeIf(entry -> !services.contains(entry.getKey()) && ended.add(entry.getValue()));
            List<Service> added = services.stream()
                    .filter(service -> !watchedServices.containsKey(service))
                    .sorted(Comparator.comparing(Service::toString))
                    .toList();
            int room = Math.min(added.size(), MAX_SERVICES - watchedServices.size());
            added.subList(0, room).forEach(service -> watchedServices.put(service, new WatchedService(service)));
            left = added.subList(room, added.size());
        }
        ended.forEach(WatchedService::close);
        return left;
    }

    /** Whether a Service has a ready endpoint on this node; null: not known yet, or not watched. */
    public @Nullable Boolean isReady(Service service) {
        WatchedService watched;
        synchronized (watchedServices) {
            watched = watchedServices.get(service);
        }
        return watched == null ? null : watched.isReady();
    }

    @Override
    public void close() {
        follow(Set.of());
    }

    /** EndpointSlice as the API server returns it. */
    record ObservedEndpointSlice(
            @Nullable SliceMetadata metadata, @Nullable List<Endpoint> endpoints) {
        private String name() throws ApiException {
            String name = metadata == null ? null : metadata.name();
            if (name == null) {
                throw new ApiException(ApiException.NO_ANSWER, "an EndpointSlice has no name", 0);
            }
            return name;
        }

        private boolean hasReadyEndpoint(String onNode) {
            return endpoints != null
                    && endpoints.stream()
                            .filter(Objects::nonNull)
                            .anyMatch(endpoint -> onNode.equals(endpoint.nodeName()) && endpoint.ready());
        }
    }

    record SliceMetadata(@Nullable String name) {}

    record Endpoint(@Nullable String nodeName, @Nullable EndpointConditions conditions) {
        /** Kubernetes: without a value an endpoint counts as ready. A Pod that terminates is not ready. */
        private boolean ready() {
            return conditions == null || !Boolean.FALSE.equals(conditions.ready());
        }
    }

    record EndpointConditions(@Nullable Boolean ready) {}

    private final class WatchedService implements ResourceWatch.Listener<ObservedEndpointSlice> {
        private final ResourceWatch<ObservedEndpointSlice> watch;

        /** Whether each slice has a ready endpoint on this node, by the slice's name; null: not read yet. */
        private @Nullable Map<String, Boolean> slices;

        private WatchedService(Service service) {
            this.watch = ResourceWatch.start(
                    client,
                    new ResourceWatch.Selection(
                            "/apis/discovery.k8s.io/v1/namespaces/" + service.namespace() + "/endpointslices",
                            "labelSelector=kubernetes.io%2Fservice-name%3D" + service.name(),
                            "endpoints-" + service.name(),
                            MAX_PENDING),
                    ObservedEndpointSlice.class,
                    this);
        }

        private synchronized @Nullable Boolean isReady() {
            return slices == null ? null : slices.containsValue(true);
        }

        @Override
        public void onListed(List<ObservedEndpointSlice> objects) throws ApiException {
            Map<String, Boolean> listed = new HashMap<>();
            for (ObservedEndpointSlice slice : objects) {
                listed.put(slice.name(), slice.hasReadyEndpoint(node));
            }
            synchronized (this) {
                slices = listed;
            }
        }

        @Override
        public void onChanged(ObservedEndpointSlice slice) throws ApiException {
            put(slice.name(), slice.hasReadyEndpoint(node));
        }

        @Override
        public void onDeleted(ObservedEndpointSlice slice) throws ApiException {
            put(slice.name(), null);
        }

        @Override
        public void onFailure(ApiException failure) {
            // The last known state stays; the health of the connection names the problem.
        }

        @Override
        public void onSynced(boolean listed) {
            // The state was passed on already.
        }

        /** Sets whether a slice has a ready endpoint here; null: the slice is gone. */
        private synchronized void put(String slice, @Nullable Boolean ready) {
            Map<String, Boolean> known = slices;
            if (known == null) {
                return;
            }
            if (ready == null) {
                known.remove(slice);
            } else {
                known.put(slice, ready);
            }
        }

        private void close() {
            watch.close();
        }
    }
}
