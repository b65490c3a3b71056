package dev.virtualip.agent.netlink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code RTM_NEWADDR} and {@code RTM_DELADDR}, whose body is {@code struct ifaddrmsg}.
 *
 * <pre>
 *  0       1       2       3       4               8
 * +-------+-------+-------+-------+---------------+
 * | family| prefix| flags | scope | interface     |
 * +-------+-------+-------+-------+---------------+
 * </pre>
 */
final class AddressMessage {
    private static final int PREFIX_OFFSET = 1;
    private static final int FLAGS_OFFSET = 2;
    private static final int SCOPE_OFFSET = 3;
    private static final int INDEX_OFFSET = 4;
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;

    private AddressMessage() {}

    /** The content of the message; null if it is malformed. */
    static @Nullable NetlinkEvent event(boolean removed, ByteBuffer bytes, int body, Attributes attributes) {
        int prefixLength = Byte.toUnsignedInt(bytes.get(body + PREFIX_OFFSET));
        int index = bytes.getInt(body + INDEX_OFFSET);
        InetAddress address = address(bytes.get(body), attributes);
        if (address == null || index <= 0 || prefixLength > address.getAddress().length * Byte.SIZE) {
            return null;
        }
        if (removed) {
            return new NetlinkEvent.AddressRemoved(index, address, prefixLength);
        }
        int shortFlags = Byte.toUnsignedInt(bytes.get(body + FLAGS_OFFSET));
        return new NetlinkEvent.AddressChanged(
                index,
                address,
                prefixLength,
                attributes.intAt(Rtnetlink.IFA_FLAGS, shortFlags),
                attributes.byteAt(Rtnetlink.IFA_PROTO, 0),
                attributes.text(Rtnetlink.IFA_LABEL),
                Byte.toUnsignedInt(bytes.get(body + SCOPE_OFFSET)),
                attributes.unsignedAt(Rtnetlink.IFA_CACHEINFO, 0, AddressRequest.FOREVER),
                attributes.unsignedAt(Rtnetlink.IFA_CACHEINFO, 1, AddressRequest.FOREVER));
    }

    /** The local address; without one (IPv6 unless it is point-to-point) the address itself. */
    private static @Nullable InetAddress address(int family, Attributes attributes) {
        int length = switch (family) {
            case Rtnetlink.AF_INET -> IPV4_LENGTH;
            case Rtnetlink.AF_INET6 -> IPV6_LENGTH;
            default -> 0;
        };
        byte[] bytes = attributes.exactBytes(Rtnetlink.IFA_LOCAL, length);
        if (bytes.length == 0) {
            bytes = attributes.exactBytes(Rtnetlink.IFA_ADDRESS, length);
        }
        return bytes.length == 0 ? null : address(bytes);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            // The general factory would make an IPv4 address of an IPv4-mapped one.
            return bytes.length == IPV4_LENGTH
                    ? InetAddress.getByAddress(bytes)
                    : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new AssertionError("the length was checked", e);
        }
    }
}
