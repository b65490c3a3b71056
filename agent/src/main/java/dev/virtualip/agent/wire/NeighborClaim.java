package dev.virtualip.agent.wire;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The content of a neighbor advertisement (RFC 4861 section 4.4): the target address is at this link-layer address.
 *
 * @param target the IPv6 address that is claimed, never multicast
 * @param linkLayerAddress where it is; null if the option is absent: then at the sender of the frame
 * @param router the R flag: the sender forwards
 * @param solicited the S flag: an answer to a solicitation
 * @param override the O flag: receivers replace their cache entry
 */
public record NeighborClaim(
        InetAddress target,
        @Nullable MacAddress linkLayerAddress,
        boolean router,
        boolean solicited,
        boolean override) {}
