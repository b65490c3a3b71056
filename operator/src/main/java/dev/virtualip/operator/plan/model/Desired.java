package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The VirtualIPs, VirtualIPPools and Services.
 *
 * @param virtualIPs every VirtualIP, in any order
 * @param pools the spec of every VirtualIPPool by name
 * @param services the Services of type LoadBalancer
 * @param destinations the names of the destinations of notifications that the operator is configured with
 */
public record Desired(
        List<WantedVirtualIP> virtualIPs,
        Map<String, VirtualIPPoolSpec> pools,
        WantedServices services,
        Set<String> destinations) {

    /** Copies the collections. */
    public Desired {
        virtualIPs = List.copyOf(virtualIPs);
        pools = Map.copyOf(pools);
        destinations = Set.copyOf(destinations);
    }

    /** The VirtualIPs and VirtualIPPools of an operator without Services and destinations of notifications. */
    public Desired(List<WantedVirtualIP> virtualIPs, Map<String, VirtualIPPoolSpec> pools) {
        this(virtualIPs, pools, WantedServices.NONE, Set.of());
    }

    /** Returns the same with other VirtualIPs. */
    public Desired withVirtualIPs(List<WantedVirtualIP> others) {
        return new Desired(others, pools, services, destinations);
    }

    /**
     * A VirtualIP.
     *
     * @param name its name
     * @param uid distinguishes it from another one of that name
     * @param generation the generation of its spec
     * @param createdAt the creation time: the older one keeps an address that two claim
     * @param labels its labels
     * @param annotations its annotations
     * @param spec its spec
     * @param status its status, which records Virtual Router IDs and candidates
     */
    public record WantedVirtualIP(
            String name,
            String uid,
            long generation,
            Instant createdAt,
            Map<String, String> labels,
            Map<String, String> annotations,
            VirtualIPSpec spec,
            VirtualIPStatus status) {

        /** Orders by age: the older one keeps what two claim. */
        public static final Comparator<WantedVirtualIP> BY_AGE =
                Comparator.comparing(WantedVirtualIP::createdAt).thenComparing(WantedVirtualIP::name);

        /** Copies the labels and annotations. */
        public WantedVirtualIP {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }

        /** Creates a VirtualIP without labels. */
        public WantedVirtualIP(
                String name,
                String uid,
                long generation,
                Instant createdAt,
                Map<String, String> annotations,
                VirtualIPSpec spec,
                VirtualIPStatus status) {
            this(name, uid, generation, createdAt, Map.of(), annotations, spec, status);
        }
    }
}
