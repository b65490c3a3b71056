package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Family;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 packet as a raw socket delivers it: with its header (RFC 791 section 3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |Version|  IHL  |Type of Service|          Total Length         |
 * +-------+-------+---------------+-----+-------------------------+
 * |         Identification        |Flags|     Fragment Offset     |
 * +---------------+---------------+-----+-------------------------+
 * |  Time to Live |    Protocol   |        Header Checksum        |
 * +---------------+---------------+-------------------------------+
 * |                         Source Address                        |
 * +---------------------------------------------------------------+
 * |                      Destination Address                      |
 * +---------------------------------------------------------------+
 * |            Options, up to IHL words in all, Padding           |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * The header checksum is left alone: the kernel delivers nothing that fails it.
 */
public final class Ipv4Packet {

    private static final int VERSION_AND_HEADER_LENGTH = 0;
    private static final int TOTAL_LENGTH = 2;
    private static final int FRAGMENT = 6;
    private static final int TIME_TO_LIVE = 8;
    private static final int PROTOCOL = 9;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;
    private static final int HEADER_LENGTH_MIN = 20;

    private static final int VERSION_4 = 4;
    /** The flag "more fragments" and the fragment offset: all zero in a packet that is whole. */
    private static final int FRAGMENT_MASK = 0x3fff;

    private Ipv4Packet() {}

    /**
     * Takes the VRRP message out of a packet. Options are skipped; what follows the packet in the buffer (the padding
     * of a short Ethernet frame) is cut off.
     *
     * @param received the packet, from position to limit
     * @return the message; null if {@link #refusal} says that the packet is none
     */
    public static @Nullable Datagram unwrap(ByteBuffer received) {
        ByteBuffer packet = received.slice();
        Refusal refusal = refusal(packet);
        return refusal != null
                ? null
                : new Datagram(
                        AddressField.read(packet, SOURCE, Family.IPV4),
                        AddressField.read(packet, DESTINATION, Family.IPV4),
                        Byte.toUnsignedInt(packet.get(TIME_TO_LIVE)),
                        packet.slice(headerLength(packet), totalLength(packet) - headerLength(packet)));
    }

    /** The fault of a packet in network byte order, from 0 to the limit; null if there is none. */
    public static @Nullable Refusal refusal(ByteBuffer packet) {
        if (packet.limit() < HEADER_LENGTH_MIN) {
            return Refusal.TRUNCATED;
        }
        int first = Byte.toUnsignedInt(packet.get(VERSION_AND_HEADER_LENGTH));
        int headerLength = headerLength(packet);
        int totalLength = totalLength(packet);
        boolean sound = first >>> 4 == VERSION_4
                && headerLength >= HEADER_LENGTH_MIN
                && totalLength >= headerLength
                && (packet.getShort(FRAGMENT) & FRAGMENT_MASK) == 0
                && Byte.toUnsignedInt(packet.get(PROTOCOL)) == VrrpLayout.PROTOCOL;
        if (!sound) {
            return Refusal.IP_HEADER;
        }
        return totalLength > packet.limit() ? Refusal.TRUNCATED : null;
    }

    /** The offset at which the message begins in a valid packet. */
    public static int headerLength(ByteBuffer packet) {
        return (packet.get(VERSION_AND_HEADER_LENGTH) & 0x0f) * Integer.BYTES;
    }

    /** The offset at which the message ends in a valid packet. */
    public static int totalLength(ByteBuffer packet) {
        return Short.toUnsignedInt(packet.getShort(TOTAL_LENGTH));
    }
}
