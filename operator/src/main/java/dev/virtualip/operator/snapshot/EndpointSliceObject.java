package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes with ready endpoints in an EndpointSlice. Everything else is dropped while it is read: there are as many
 * slices as Services, and each change of a Pod changes one.
 */
@Group("discovery.k8s.io")
@Version("v1")
@Kind("EndpointSlice")
@Plural("endpointslices")
@JsonIgnoreProperties({"spec", "status", "addressType", "ports"})
public final class EndpointSliceObject extends CustomResource<Void, Void> implements Namespaced {
    /** The label with the name of the Service. */
    static final String SERVICE = "kubernetes.io/service-name";

    /** Selects the slices of Services that have an address of their own. */
    public static final String SELECTOR = SERVICE + ",!service.kubernetes.io/headless";

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // It is never serialized.
    private Set<String> nodes = Set.of();

    private String service = "";

    /**
     * An endpoint.
     *
     * @param nodeName its node; null: not known
     * @param conditions its conditions; null: none
     */
    record EndpointPart(@Nullable String nodeName, @Nullable ConditionsPart conditions) {
        private boolean isReady() {
            return conditions == null || !Boolean.FALSE.equals(conditions.ready());
        }
    }

    /**
     * The conditions of an endpoint.
     *
     * @param ready whether it takes new connections; null: it does
     */
    record ConditionsPart(@Nullable Boolean ready) {}

    @Override
    public void setMetadata(ObjectMeta metadata) {
        String label =
                metadata.getLabels() == null ? null : metadata.getLabels().get(SERVICE);
        if (label != null) {
            service = metadata.getNamespace() + "/" + label;
        }
        super.setMetadata(new ObjectMetaBuilder()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build());
    }

    @JsonProperty("endpoints")
    void setEndpoints(@Nullable List<EndpointPart> endpoints) {
        nodes = endpoints == null
                ? Set.of()
                : endpoints.stream()
                        .filter(EndpointPart::isReady)
                        .map(EndpointPart::nodeName)
                        .filter(Objects::nonNull)
                        .map(String::intern)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the nodes with a ready endpoint. */
    Set<String> nodes() {
        return nodes;
    }

    /** Returns the Service, as {@code namespace/name}; empty: none. */
    String service() {
        return service;
    }
}
