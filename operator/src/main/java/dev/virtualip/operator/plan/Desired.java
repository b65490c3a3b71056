package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPPoolSpec;
import dev.virtualip.crds.VirtualIPSpec;
import dev.virtualip.crds.VirtualIPStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What people want.
 *
 * @param virtualIPs every VirtualIP, in any order
 * @param pools the spec of every VirtualIPPool by name
 */
public record Desired(List<WantedVirtualIP> virtualIPs, Map<String, VirtualIPPoolSpec> pools) {

    /** Keeps copies of the collections. */
    public Desired {
        virtualIPs = List.copyOf(virtualIPs);
        pools = Map.copyOf(pools);
    }

    /**
     * One VirtualIP.
     *
     * @param name its name
     * @param uid tells it from another one of that name
     * @param generation the generation of its spec
     * @param createdAt when it was made: the older one keeps an address that two claim
     * @param annotations its annotations
     * @param spec what is wanted
     * @param status what it was last said to be: Virtual Router IDs and places are kept in it
     */
    public record WantedVirtualIP(
            String name,
            String uid,
            long generation,
            Instant createdAt,
            Map<String, String> annotations,
            VirtualIPSpec spec,
            VirtualIPStatus status) {

        /** Keeps a copy of the annotations. */
        public WantedVirtualIP {
            annotations = Map.copyOf(annotations);
        }
    }
}
