package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import java.util.List;

/**
 * The usage of a VirtualIPPool.
 *
 * @param ipv4 the usage of its IPv4 addresses
 * @param ipv6 the usage of its IPv6 addresses
 * @param overlapping the pools that have addresses in common with it, in order; first itself, if two of its ranges do
 * @param nodeAddresses addresses of nodes that it contains, in order, at most {@link #MAX_NODE_ADDRESSES}; they are not
 *     allocated
 * @param waiting the VirtualIPs that got no address, or only one that another host answers for, because none is free,
 *     in order
 * @param foreign the addresses in its ranges that another host answers for, at most {@link
 *     VirtualIPPoolStatus#MAX_FOREIGN}; they are not allocated
 */
public record PoolUsage(
        Usage ipv4,
        Usage ipv6,
        List<String> overlapping,
        List<String> nodeAddresses,
        List<String> waiting,
        List<ForeignAddress> foreign) {

    /** The number of addresses of nodes that are listed at most. */
    public static final int MAX_NODE_ADDRESSES = 16;

    /** Copies the lists. */
    public PoolUsage {
        overlapping = List.copyOf(overlapping);
        nodeAddresses = List.copyOf(nodeAddresses);
        waiting = List.copyOf(waiting);
        foreign = List.copyOf(foreign);
    }

    /**
     * The usage of one family. Numbers above 2^63-1 count as 2^63-1.
     *
     * @param total the number of addresses
     * @param used the number of those that VirtualIPs have
     * @param free the number of those that can be allocated
     */
    public record Usage(long total, long used, long free) {}
}
