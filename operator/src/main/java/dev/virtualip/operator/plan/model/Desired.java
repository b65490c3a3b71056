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
 * The VirtualIPs and VirtualIPPools.
 *
 * @param virtualIPs every VirtualIP, in any order
 * @param pools the spec of every VirtualIPPool by name
 * @param destinations the names of the destinations of notifications that the operator is configured with
 */
public record Desired(
        List<WantedVirtualIP> virtualIPs, Map<String, VirtualIPPoolSpec> pools, Set<String> destinations) {

    /** Copies the collections. */
    public Desired {
        virtualIPs = List.copyOf(virtualIPs);
        pools = Map.copyOf(pools);
        destinations = Set.copyOf(destinations);
    }

    /** The VirtualIPs and VirtualIPPools of an operator without destinations of notifications. */
    public Desired(List<WantedVirtualIP> virtualIPs, Map<String, VirtualIPPoolSpec> pools) {
        this(virtualIPs, pools, Set.of());
    }

    /**
     * A VirtualIP.
     *
     * @param name its name
     * @param uid distinguishes it from another one of that name
     * @param generation the generation of its spec
     * @param createdAt the creation time: the older one keeps an address that two claim
     * @param annotations its annotations
     * @param spec its spec
     * @param status its status, which records Virtual Router IDs and candidates
     */
    public record WantedVirtualIP(
            String name,
            String uid,
            long generation,
            Instant createdAt,
            Map<String, String> annotations,
            VirtualIPSpec spec,
            VirtualIPStatus status) {

        /** Orders by age: the older one keeps what two claim. */
        public static final Comparator<WantedVirtualIP> BY_AGE =
                Comparator.comparing(WantedVirtualIP::createdAt).thenComparing(WantedVirtualIP::name);

        /** Copies the annotations. */
        public WantedVirtualIP {
            annotations = Map.copyOf(annotations);
        }
    }
}
