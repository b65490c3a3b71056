package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Family;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** An IP address in a packet. */
final class AddressField {

    private static final int NO_SCOPE = -1;

    private AddressField() {}

    static InetAddress read(ByteBuffer packet, int offset, Family family) {
        byte[] bytes = new byte[family.addressLength()];
        packet.get(offset, bytes);
        try {
            return switch (family) {
                case IPV4 -> InetAddress.getByAddress(bytes);
                // Not InetAddress.getByAddress: it would make an IPv4 address of ::ffff:192.0.2.1.
                case IPV6 -> Inet6Address.getByAddress(null, bytes, NO_SCOPE);
            };
        } catch (UnknownHostException e) {
            throw new AssertionError("an array of " + bytes.length + " bytes is an address of " + family, e);
        }
    }

    static void write(ByteBuffer packet, int offset, InetAddress address) {
        packet.put(offset, address.getAddress());
    }

    /** The address, if it has the family that a field of the packet asks for; a defect of the caller if not. */
    static InetAddress require(Family family, InetAddress address) {
        if (Family.of(address) != family) {
            throw new IllegalArgumentException(address.getHostAddress() + " is not an address of " + family);
        }
        return address;
    }
}
