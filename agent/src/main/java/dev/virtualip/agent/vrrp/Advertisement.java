package dev.virtualip.agent.vrrp;

import java.net.InetAddress;
import java.util.List;

/**
 * The content of an advertisement (RFC 9568 section 5.2, RFC 3768 section 5.3), without its form on the wire.
 *
 * @param version 2 or 3
 * @param virtualRouterId 1..255
 * @param priority 0..255: 0 = the Active gives up, 255 = the owner of the addresses
 * @param intervalNanos the sender's advertisement interval, above 0
 * @param addresses the virtual router's addresses, 1..255, all of one family
 */
public record Advertisement(
        int version, int virtualRouterId, int priority, long intervalNanos, List<InetAddress> addresses) {

    /** The priority by which an Active says that it stops taking part (RFC 9568 section 5.2.4). */
    public static final int PRIORITY_STOP = 0;

    /** The priority of the router that owns the addresses (RFC 9568 section 5.2.4). */
    public static final int PRIORITY_OWNER = 255;

    /** The priority of a router whose health check withdrew it: it is Active only if no other router can be. */
    public static final int PRIORITY_WITHDRAWN = 1;

    /** Keeps a copy of the addresses. */
    public Advertisement {
        addresses = List.copyOf(addresses);
    }
}
