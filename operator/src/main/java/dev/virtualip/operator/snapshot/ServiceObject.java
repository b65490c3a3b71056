package dev.virtualip.operator.snapshot;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.IpFamily;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a Service on which a plan depends. Of its managed fields only one fact is kept: whether this operator
 * wrote the addresses in its status.
 */
@Group("")
@Version("v1")
@Kind("Service")
@Plural("services")
public final class ServiceObject extends CustomResource<ServiceObject.Spec, ServiceObject.Status>
        implements Namespaced {
    /** The field manager of all that this operator writes into a Service. */
    public static final String FIELD_MANAGER = "virtualip-operator";

    private static final long serialVersionUID = 1;
    private static final List<String> INGRESS_FIELD = List.of("f:status", "f:loadBalancer", "f:ingress");

    private boolean ingressOwned;

    /**
     * The spec of a Service.
     *
     * @param type its type; null: ClusterIP
     * @param loadBalancerClass its class; null: none
     * @param loadBalancerIP the address that it asks for; null: none
     * @param ipFamilies its families, the preferred one first; null: none yet
     * @param ipFamilyPolicy SingleStack, PreferDualStack or RequireDualStack; null: none yet
     * @param ports its ports; null: none
     * @param selector the labels of its Pods; null: none
     * @param externalTrafficPolicy Cluster or Local; null: not of that type
     * @param healthCheckNodePort the port of the node's health check; null: none
     */
    public record Spec(
            @Nullable String type,
            @Nullable String loadBalancerClass,
            @Nullable String loadBalancerIP,
            @Nullable List<@Nullable IpFamily> ipFamilies,
            @Nullable String ipFamilyPolicy,
            @Nullable List<PortPart> ports,
            @Nullable Map<String, String> selector,
            @Nullable String externalTrafficPolicy,
            @Nullable Integer healthCheckNodePort) {}

    /**
     * A port.
     *
     * @param protocol TCP, UDP or SCTP; null: TCP
     * @param port 1..65535
     */
    public record PortPart(@Nullable String protocol, int port) {}

    /**
     * The status of a Service.
     *
     * @param loadBalancer the addresses; null: none
     * @param conditions the conditions; null: none
     */
    public record Status(
            @Nullable LoadBalancerPart loadBalancer,
            @Nullable List<Condition> conditions) {}

    /**
     * The addresses of a Service.
     *
     * @param ingress the entries; null: none
     */
    public record LoadBalancerPart(@Nullable List<IngressPart> ingress) {}

    /**
     * An address of a Service.
     *
     * @param ip the address; null: it is a name
     * @param hostname the name; null: it is an address
     */
    public record IngressPart(@Nullable String ip, @Nullable String hostname) {}

    @Override
    public void setMetadata(ObjectMeta metadata) {
        if (metadata.getManagedFields() != null) {
            ingressOwned |= metadata.getManagedFields().stream().anyMatch(ServiceObject::ownsIngress);
            metadata.setManagedFields(List.of());
        }
        super.setMetadata(metadata);
    }

    /** Whether this operator wrote the addresses in the status. */
    boolean ingressOwned() {
        return ingressOwned;
    }

    private static boolean ownsIngress(ManagedFieldsEntry entry) {
        if (!FIELD_MANAGER.equals(entry.getManager()) || entry.getFieldsV1() == null) {
            return false;
        }
        Object field = entry.getFieldsV1().getAdditionalProperties();
        for (String name : INGRESS_FIELD) {
            field = field instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return field != null;
    }
}
