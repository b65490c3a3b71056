package dev.virtualip.agent.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The ancillary data of a packet, see cmsg(3). Each message begins at a multiple of eight bytes.
 *
 * <pre>
 * struct cmsghdr     { 0 length with header  8 level (int)  12 type (int)  16 data }
 * struct in_pktinfo  { 0 interface  4 source when sending  8 destination }                      12 bytes
 * struct in6_pktinfo { 0 source when sending, destination when received [16]  16 interface }    20 bytes
 * </pre>
 */
final class ControlMessages {
    static final int HEADER_SIZE = 16;
    static final int INET_INFO_SIZE = 12;
    static final int INET6_INFO_SIZE = 20;

    static final int LEVEL = 8;
    static final int TYPE = 12;
    static final int INET_INFO_SOURCE = 4;
    static final int INET6_INFO_INTERFACE = 16;

    static final int SOL_SOCKET = 1;
    static final int IPPROTO_IP = 0;
    static final int IPPROTO_IPV6 = 41;
    static final int SO_RXQ_OVFL = 40;
    static final int IP_PKTINFO = 8;
    static final int IPV6_PKTINFO = 50;
    static final int IPV6_HOPLIMIT = 52;

    /** Room for all that a socket of the agent asks for: overflow counter, hop limit and packet information. */
    static final int RECEIVE_SIZE = space(Integer.BYTES) * 2 + space(INET6_INFO_SIZE);

    /** The result of {@link #find} when there is no such message. */
    static final int ABSENT = -1;

    private ControlMessages() {}

    /** Where the data of a message of this kind begins, if it holds at least {@code size} bytes. */
    static int find(ByteBuffer control, long kind, int size) {
        int offset = 0;
        while (control.limit() - offset >= HEADER_SIZE + size) {
            long length = control.getLong(offset);
            if (length < HEADER_SIZE || length > control.limit() - offset) {
                return ABSENT;
            }
            if (kind(control.getInt(offset + LEVEL), control.getInt(offset + TYPE)) == kind) {
                return length >= HEADER_SIZE + size ? offset + HEADER_SIZE : ABSENT;
            }
            offset += align((int) length);
        }
        return ABSENT;
    }

    /** Level and type as one number. */
    static long kind(int level, int type) {
        return (long) level << Integer.SIZE | type;
    }

    /** The message by which a packet leaves from this source on this interface. */
    static byte[] sendFrom(InetAddress source, int interfaceIndex) {
        byte[] address = source.getAddress();
        if (source instanceof Inet4Address) {
            return of(IPPROTO_IP, IP_PKTINFO, INET_INFO_SIZE)
                    .putInt(HEADER_SIZE, interfaceIndex)
                    .put(HEADER_SIZE + INET_INFO_SOURCE, address)
                    .array();
        }
        return of(IPPROTO_IPV6, IPV6_PKTINFO, INET6_INFO_SIZE)
                .put(HEADER_SIZE, address)
                .putInt(HEADER_SIZE + INET6_INFO_INTERFACE, interfaceIndex)
                .array();
    }

    private static ByteBuffer of(int level, int type, int size) {
        return ByteBuffer.allocate(space(size))
                .order(ByteOrder.nativeOrder())
                .putLong(0, HEADER_SIZE + size)
                .putInt(LEVEL, level)
                .putInt(TYPE, type);
    }

    private static int space(int size) {
        return HEADER_SIZE + align(size);
    }

    private static int align(int size) {
        return (size + Long.BYTES - 1) & -Long.BYTES;
    }
}
