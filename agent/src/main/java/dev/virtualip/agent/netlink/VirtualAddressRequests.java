package dev.virtualip.agent.netlink;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * Writes the requests that bind, renew and remove a virtual address without harm to anything else on the host:
 *
 * <ul>
 *   <li>never with a route to its prefix, also not after a renewal: an IPv6 route to the host's own subnet would take
 *       over our lifetime and disappear with it;
 *   <li>IPv4 as /32 unless asked otherwise, which also keeps it from being chosen as a source and from becoming the
 *       primary of the host's own address;
 *   <li>IPv6 without duplicate address detection, which would keep it from answering for a second, and deprecated from
 *       the start, so that it is not chosen as a source;
 *   <li>marked as ours by {@link #PROTOCOL}.
 * </ul>
 */
public final class VirtualAddressRequests {
    /** The {@code IFA_PROTO} by which the agent knows its addresses again; kernels before 5.18 do not keep it. */
    public static final int PROTOCOL = 118;

    private VirtualAddressRequests() {}

    /** Appends the request to bind the address; answered with EEXIST if anybody has bound it here already. */
    public static void add(ByteBuffer out, int sequence, BoundAddress bound) {
        request(bound).writeCreate(out, sequence);
    }

    /**
     * Appends the request to let the address live for its lifetime again. It <em>creates</em> an address that is
     * absent, so it is only for one that the address monitor shows.
     */
    public static void renew(ByteBuffer out, int sequence, BoundAddress bound) {
        request(bound).writeReplace(out, sequence);
    }

    /** Appends the request to remove the address; answered with EADDRNOTAVAIL if it is absent. */
    public static void remove(ByteBuffer out, int sequence, BoundAddress bound) {
        request(bound).writeDelete(out, sequence);
    }

    private static AddressRequest request(BoundAddress bound) {
        boolean ipv4 = bound.address() instanceof Inet4Address;
        int flags = AddressFlags.NO_PREFIX_ROUTE | (ipv4 ? 0 : AddressFlags.NODAD);
        long valid = bound.lifetimeSeconds() == 0 ? AddressRequest.FOREVER : bound.lifetimeSeconds();
        return new AddressRequest(
                bound.interfaceIndex(),
                bound.address(),
                bound.prefixLength(),
                flags,
                bound.label(),
                PROTOCOL,
                ipv4 ? valid : 0,
                valid);
    }
}
