package dev.virtualip.crds.format;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The link-local address that leads an IPv6 virtual router's list (RFC 9568 section 5.2.9). Where the user gives none
 * it is derived, the same on every node: all routers of one virtual router must advertise the same list.
 */
public final class LinkLocalAddress {
    private static final long PREFIX = 0xfe80_0000_0000_0000L;
    // Odd constants of 64 random bits: neighbours in the input end up far apart in the output.
    private static final long MIX_HIGH = 0x9e37_79b9_7f4a_7c15L;
    private static final long MIX_LOW = 0xd6e8_feb8_6659_fd93L;
    // RFC 4291: the universal and the group bit are zero, the identifier is of local scope.
    private static final long LOCAL_MASK = ~0x0300_0000_0000_0000L;

    private LinkLocalAddress() {}

    /**
     * A link-local address for a virtual router.
     *
     * @param virtualRouterId 1..255
     * @param first its first IPv6 address
     */
    public static InetAddress derive(int virtualRouterId, InetAddress first) {
        ByteBuffer bytes = ByteBuffer.wrap(first.getAddress());
        long mixed = (bytes.getLong() * MIX_HIGH) ^ (bytes.getLong() * MIX_LOW) ^ (virtualRouterId * MIX_HIGH);
        mixed = (mixed ^ (mixed >>> 32)) * MIX_LOW;
        long identifier = (mixed ^ (mixed >>> 29)) & LOCAL_MASK;
        return address(PREFIX, identifier);
    }

    private static InetAddress address(long high, long low) {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(16).putLong(high).putLong(low).array());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("16 bytes are an IPv6 address", impossible);
        }
    }
}
