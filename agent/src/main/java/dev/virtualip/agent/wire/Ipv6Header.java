package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The IPv6 header (RFC 8200 section 3) in an Ethernet frame that carries neighbor discovery.
 *
 * <pre>
 * +-------+---------------+---------------------------------------+
 * |Version| Traffic Class |              Flow Label               |
 * +-------+---------------+-------+---------------+---------------+
 * |        Payload Length         |  Next Header  |   Hop Limit   |
 * +-------------------------------+---------------+---------------+
 * |                      Source Address (16)                      |
 * |                   Destination Address (16)                    |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Ipv6Header {

    /** The number of ICMPv6 among the IP protocols. */
    static final int ICMPV6 = 58;

    /** The offset of the header's payload in an Ethernet frame. */
    static final int FRAME_PAYLOAD = EthernetHeader.LENGTH + 40;

    private static final int VERSION = 0;
    private static final int PAYLOAD_LENGTH = 4;
    private static final int NEXT_HEADER = 6;
    private static final int HOP_LIMIT = 7;
    private static final int SOURCE = 8;
    private static final int DESTINATION = 24;
    private static final int LENGTH = 40;

    private static final int VERSION_6 = 6;
    /** Neighbor discovery never crosses a router (RFC 4861 section 7.1). */
    private static final int HOP_LIMIT_ON_LINK = 255;

    private Ipv6Header() {}

    /** Writes the header behind the Ethernet header; the payload, which is given back, reaches to the frame's end. */
    static ByteBuffer write(ByteBuffer frame, InetAddress source, InetAddress destination) {
        ByteBuffer packet = EthernetHeader.payload(frame);
        packet.putInt(VERSION, VERSION_6 << 28);
        packet.putShort(PAYLOAD_LENGTH, (short) (packet.limit() - LENGTH));
        packet.put(NEXT_HEADER, (byte) ICMPV6);
        packet.put(HOP_LIMIT, (byte) HOP_LIMIT_ON_LINK);
        AddressField.write(packet, SOURCE, AddressField.require(Family.IPV6, source));
        AddressField.write(packet, DESTINATION, AddressField.require(Family.IPV6, destination));
        return packet.slice(LENGTH, packet.limit() - LENGTH);
    }

    /**
     * The ICMPv6 message of a frame that came over the link and whose checksum holds; null if there is none. Extension
     * headers are not followed: no system sends neighbor discovery behind one.
     */
    static @Nullable ByteBuffer icmpPayload(ByteBuffer frame) {
        if (!EthernetHeader.carries(frame, EthernetHeader.TYPE_IPV6)) {
            return null;
        }
        ByteBuffer packet = EthernetHeader.payload(frame);
        if (packet.limit() < LENGTH
                || Byte.toUnsignedInt(packet.get(VERSION)) >>> 4 != VERSION_6
                || packet.get(NEXT_HEADER) != ICMPV6
                || Byte.toUnsignedInt(packet.get(HOP_LIMIT)) != HOP_LIMIT_ON_LINK) {
            return null;
        }
        int length = Short.toUnsignedInt(packet.getShort(PAYLOAD_LENGTH));
        if (length > packet.limit() - LENGTH) {
            return null;
        }
        ByteBuffer payload = packet.slice(LENGTH, length);
        return InternetChecksum.holds(payload, pseudoHeader(packet, length)) ? payload : null;
    }

    private static int pseudoHeader(ByteBuffer packet, int length) {
        InetAddress source = AddressField.read(packet, SOURCE, Family.IPV6);
        InetAddress destination = AddressField.read(packet, DESTINATION, Family.IPV6);
        return InternetChecksum.pseudoHeader(source, destination, ICMPV6, length);
    }
}
