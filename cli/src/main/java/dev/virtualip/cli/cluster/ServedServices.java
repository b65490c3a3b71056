package dev.virtualip.cli.cluster;

import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.snapshot.EndpointSliceObject;
import dev.virtualip.operator.snapshot.NamespaceObject;
import dev.virtualip.operator.snapshot.ServiceObject;
import dev.virtualip.operator.snapshot.ServiceReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/**
 * The Services that the operator serves: those with its finalizer, so that its options need not be known.
 *
 * @param readable whether they were read
 * @param services the Services
 * @param namespaces the namespaces, whose labels pools select Services by
 * @param endpointSlices the EndpointSlices of Services that are not headless, if one of the Services needs them
 */
public record ServedServices(
        boolean readable,
        List<ServiceObject> services,
        List<NamespaceObject> namespaces,
        List<EndpointSliceObject> endpointSlices) {

    /** Services that were not read. */
    public static final ServedServices NOT_READ = new ServedServices(false, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public ServedServices {
        services = services.stream()
                .filter(one -> one.hasFinalizer(WantedService.FINALIZER))
                .toList();
        namespaces = List.copyOf(namespaces);
        endpointSlices = List.copyOf(endpointSlices);
    }

    /**
     * Reads them.
     *
     * @param gaps gets what could not be read for want of rights, as messages
     */
    static ServedServices read(ClusterClient cluster, List<String> gaps) throws CommandFailedException {
        List<String> refusals = new ArrayList<>();
        List<ServiceObject> services = list(cluster, ServiceObject.class, "", refusals);
        List<NamespaceObject> namespaces = list(cluster, NamespaceObject.class, "", refusals);
        List<EndpointSliceObject> slices = services.stream().anyMatch(ServiceReader::isLocal)
                ? list(cluster, EndpointSliceObject.class, EndpointSliceObject.SELECTOR, refusals)
                : List.of();
        if (refusals.isEmpty()) {
            return new ServedServices(true, services, namespaces, slices);
        }
        gaps.add("Which nodes have an endpoint of a Service is not considered. " + refusals.getFirst());
        return NOT_READ;
    }

    private static <T extends HasMetadata> List<T> list(
            ClusterClient cluster, Class<T> kind, String selector, List<String> refusals)
            throws CommandFailedException {
        if (!refusals.isEmpty()) {
            return List.of();
        }
        List<T> found = cluster.askIfAllowed(
                () -> cluster.client()
                        .resources(kind)
                        .inAnyNamespace()
                        .withLabelSelector(selector)
                        .list()
                        .getItems(),
                refusals);
        return found == null ? List.of() : found;
    }
}
