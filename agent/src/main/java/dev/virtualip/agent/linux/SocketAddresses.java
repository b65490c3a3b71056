package dev.virtualip.agent.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The socket addresses of the families in use. The family is in the machine's byte order, ports, protocols and
 * addresses are in network order.
 *
 * <pre>
 * struct sockaddr_in  { 0 family  2 port  4 address  8 zero[8] }                                16 bytes, ip(7)
 * struct sockaddr_in6 { 0 family  2 port  4 flow  8 address[16]  24 scope }                     28 bytes, ipv6(7)
 * struct sockaddr_ll  { 0 family  2 protocol  4 index  8 hardware  10 type  11 length  12 [8] } 20 bytes, packet(7)
 * struct sockaddr_nl  { 0 family  2 pad  4 port  8 groups }                                     12 bytes, netlink(7)
 * </pre>
 */
final class SocketAddresses {
    /** Room for any of them. */
    static final int MAX_SIZE = 32;

    static final int INET_SIZE = 16;
    static final int INET6_SIZE = 28;
    static final int LINK_SIZE = 20;
    static final int NETLINK_SIZE = 12;

    static final int INET_ADDRESS = 4;
    static final int INET6_ADDRESS = 8;
    static final int INET6_SCOPE = 24;
    static final int LINK_PROTOCOL = 2;
    static final int LINK_INDEX = 4;
    static final int NETLINK_PORT = 4;

    private SocketAddresses() {}

    /** A destination; the interface is the scope of a link-local one. */
    static byte[] internet(InetAddress address, int interfaceIndex) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return of(KernelSocket.AF_INET, INET_SIZE).put(INET_ADDRESS, bytes).array();
        }
        return of(KernelSocket.AF_INET6, INET6_SIZE)
                .put(INET6_ADDRESS, bytes)
                .putInt(INET6_SCOPE, interfaceIndex)
                .array();
    }

    /** An interface, with the Ethernet protocol to receive there; 0: none. */
    static byte[] link(int interfaceIndex, int protocol) {
        return of(KernelSocket.AF_PACKET, LINK_SIZE)
                .put(LINK_PROTOCOL, (byte) (protocol >> Byte.SIZE))
                .put(LINK_PROTOCOL + 1, (byte) protocol)
                .putInt(LINK_INDEX, interfaceIndex)
                .array();
    }

    /** The kernel as the other side of a netlink socket; to bind: a port that the kernel chooses. */
    static byte[] netlink() {
        return of(KernelSocket.AF_NETLINK, NETLINK_SIZE).array();
    }

    private static ByteBuffer of(int family, int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putShort(0, (short) family);
    }
}
