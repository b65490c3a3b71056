package dev.virtualip.operator.snapshot;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.IpFamily;
import dev.virtualip.operator.plan.model.ServiceState;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.model.WantedService.Port;
import dev.virtualip.operator.snapshot.ServiceObject.IngressPart;
import dev.virtualip.operator.snapshot.ServiceObject.Spec;
import dev.virtualip.operator.snapshot.ServiceObject.Status;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a plan and a status need out of Services. */
public final class ServiceReader {
    private static final Spec NO_SPEC = new Spec(null, null, null, null, null, null, null, null, null);
    private static final String LOAD_BALANCER = "LoadBalancer";

    private ServiceReader() {}

    /** Whether the operator keeps a Service: it is of type LoadBalancer, or was and has the finalizer. */
    public static boolean isRelevant(ServiceObject service) {
        return LOAD_BALANCER.equals(spec(service).type()) || service.hasFinalizer(WantedService.FINALIZER);
    }

    /** Removes the conditions of others. */
    static void trim(ServiceObject service) {
        Status status = service.getStatus();
        if (status != null
                && status.conditions() != null
                && !status.conditions().isEmpty()) {
            service.setStatus(new Status(
                    status.loadBalancer(),
                    condition(service).map(List::of).findFirst().orElse(List.of())));
        }
    }

    /** Whether a plan depends on the difference between two states of a Service. */
    public static boolean differ(ServiceObject a, ServiceObject b) {
        return (isRelevant(a) || isRelevant(b))
                && (!state(a).equals(state(b)) || !wanted(a, Map.of(), Set.of()).equals(wanted(b, Map.of(), Set.of())));
    }

    /** Returns the namespace and the name, as {@code namespace/name}. */
    static String key(ServiceObject service) {
        return service.getMetadata().getNamespace() + "/"
                + service.getMetadata().getName();
    }

    /** Whether only nodes with an endpoint answer for it. */
    public static boolean isLocal(ServiceObject service) {
        return "Local".equals(spec(service).externalTrafficPolicy());
    }

    /**
     * Returns the Service as a plan needs it.
     *
     * @param namespaceLabels the labels of its namespace
     * @param endpointNodes the nodes with a ready endpoint
     */
    static WantedService wanted(ServiceObject service, Map<String, String> namespaceLabels, Set<String> endpointNodes) {
        ObjectMeta metadata = service.getMetadata();
        Spec spec = spec(service);
        return new WantedService(
                metadata.getNamespace(),
                metadata.getName(),
                Objects.requireNonNullElse(metadata.getUid(), ""),
                Objects.requireNonNullElse(instant(metadata.getCreationTimestamp()), Instant.EPOCH),
                orEmpty(metadata.getLabels()),
                orEmpty(metadata.getAnnotations()),
                namespaceLabels,
                service.isMarkedForDeletion(),
                orEmpty(metadata.getFinalizers()),
                LOAD_BALANCER.equals(spec.type()),
                spec.loadBalancerClass(),
                "".equals(spec.loadBalancerIP()) ? null : spec.loadBalancerIP(),
                families(spec),
                Objects.requireNonNullElse(spec.ipFamilyPolicy(), "SingleStack"),
                orEmpty(spec.ports()).stream()
                        .map(port -> new Port(Objects.requireNonNullElse(port.protocol(), "TCP"), port.port()))
                        .toList(),
                orEmpty(spec.selector()),
                isLocal(service),
                Objects.requireNonNullElse(spec.healthCheckNodePort(), 0),
                isLocal(service) ? endpointNodes : Set.of(),
                ingress(service));
    }

    /** Returns what the operator wrote into the Service before, and what it needs to write again. */
    public static ServiceState state(ServiceObject service) {
        ObjectMeta metadata = service.getMetadata();
        List<String> ingress = ingress(service);
        return new ServiceState(
                metadata.getGeneration(),
                instant(metadata.getDeletionTimestamp()),
                condition(service).findFirst().orElse(null),
                ingress,
                !ingress.isEmpty() && !service.ingressOwned());
    }

    private static Stream<Condition> condition(ServiceObject service) {
        Status status = service.getStatus();
        return status == null
                ? Stream.of()
                : orEmpty(status.conditions()).stream()
                        .filter(condition -> ServiceState.CONDITION.equals(condition.type()));
    }

    private static List<String> ingress(ServiceObject service) {
        Status status = service.getStatus();
        return status == null || status.loadBalancer() == null
                ? List.of()
                : orEmpty(status.loadBalancer().ingress()).stream()
                        .map(ServiceReader::text)
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    private static String text(IngressPart entry) {
        return entry.ip() != null && !entry.ip().isEmpty()
                ? entry.ip()
                : Objects.requireNonNullElse(entry.hostname(), "");
    }

    private static List<IpFamily> families(Spec spec) {
        List<@Nullable IpFamily> families = spec.ipFamilies();
        return families == null
                ? List.of()
                : families.stream().filter(Objects::nonNull).toList();
    }

    private static Spec spec(ServiceObject service) {
        return service.getSpec() == null ? NO_SPEC : service.getSpec();
    }

    private static @Nullable Instant instant(@Nullable String time) {
        try {
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
