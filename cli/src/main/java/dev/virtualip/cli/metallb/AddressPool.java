package dev.virtualip.cli.metallb;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.manifest.YamlNode;
import java.util.Map;

/**
 * Address pool of MetalLB, in whichever of its formats.
 *
 * @param place the line on which it begins
 * @param name its name
 * @param labels its labels
 * @param addresses its ranges
 * @param autoAssign whether it is used without being asked for by name
 * @param avoidBuggyIPs whether addresses that end in .0 and .255 are left out
 * @param serviceAllocation which Services may use it, and in which order
 * @param announcedBy how it is announced
 */
record AddressPool(
        SourceLine place,
        String name,
        Map<String, String> labels,
        YamlNode addresses,
        YamlNode autoAssign,
        YamlNode avoidBuggyIPs,
        YamlNode serviceAllocation,
        Announcer announcedBy) {

    /** Protocol that announces the addresses of a pool. */
    enum Announcer {
        /** Advertisements, which are objects of their own. */
        ADVERTISEMENTS,
        /** ARP and neighbor discovery, from all nodes: an old pool with protocol layer2. */
        LAYER2,
        /** BGP: an old pool with protocol bgp. */
        BGP
    }

    boolean isPinned() {
        return !serviceAllocation.isEmpty();
    }

    /** The priority among pinned pools: the lowest number is first, 0 is last. */
    String priority() {
        return serviceAllocation.field("priority").text();
    }
}
