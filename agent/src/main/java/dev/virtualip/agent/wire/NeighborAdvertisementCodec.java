package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Neighbor advertisements (RFC 4861 section 4.4), the ICMPv6 message.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |   Type: 136   |    Code: 0    |           Checksum            |
 * +-+-+-+---------+---------------+-------------------------------+
 * |R|S|O|                        Reserved                         |
 * +-+-+-+---------------------------------------------------------+
 * |                     Target Address (16)                       |
 * +---------------+---------------+-------------------------------+
 * | Option: 2     | Length: 1 (*8)|  Target link-layer address (6)
 * +---------------+---------------+-------------------------------+
 * </pre>
 */
public final class NeighborAdvertisementCodec {

    /** The length of every frame that is written, in bytes. */
    public static final int FRAME_LENGTH = Ipv6Header.FRAME_PAYLOAD + 32;

    private static final int TYPE_AND_CODE = 0;
    private static final int CHECKSUM = 2;
    private static final int FLAGS = 4;
    private static final int TARGET = 8;
    private static final int OPTIONS = 24;
    private static final int OPTION_MAC = 2;

    private static final int NEIGHBOR_ADVERTISEMENT = 136 << Byte.SIZE;
    private static final int ROUTER = 1 << 31;
    private static final int SOLICITED = 1 << 30;
    private static final int OVERRIDE = 1 << 29;
    private static final int TARGET_LINK_LAYER_ADDRESS = 2;
    private static final int OPTION_UNIT = 8;

    private static final MacAddress ALL_NODES_MAC = new MacAddress(0x3333_0000_0001L);
    private static final InetAddress ALL_NODES = InetAddress.ofLiteral("ff02::1");

    private NeighborAdvertisementCodec() {}

    /**
     * Writes the Ethernet frame of an unsolicited neighbor advertisement to all nodes: S = 0, O = 1, with the target
     * link-layer address (RFC 4861 section 7.2.6).
     *
     * @return {@link #FRAME_LENGTH}
     */
    public static int encode(NeighborAnnouncement announcement, ByteBuffer out) {
        ByteBuffer frame = out.slice(out.position(), FRAME_LENGTH);
        EthernetHeader.write(frame, ALL_NODES_MAC, announcement.sender(), EthernetHeader.TYPE_IPV6);
        ByteBuffer icmp = Ipv6Header.write(frame, announcement.source(), ALL_NODES);
        icmp.putShort(TYPE_AND_CODE, (short) NEIGHBOR_ADVERTISEMENT);
        icmp.putShort(CHECKSUM, (short) 0);
        icmp.putInt(FLAGS, announcement.router() ? ROUTER | OVERRIDE : OVERRIDE);
        AddressField.write(icmp, TARGET, AddressField.require(Family.IPV6, announcement.target()));
        icmp.put(OPTIONS, (byte) TARGET_LINK_LAYER_ADDRESS);
        icmp.put(OPTIONS + 1, (byte) 1);
        announcement.sender().write(icmp, OPTIONS + OPTION_MAC);
        int pseudoHeader =
                InternetChecksum.pseudoHeader(announcement.source(), ALL_NODES, Ipv6Header.ICMPV6, icmp.limit());
        icmp.putShort(CHECKSUM, InternetChecksum.of(icmp, pseudoHeader));
        return FRAME_LENGTH;
    }

    /**
     * Reads an Ethernet frame; null if it holds no neighbor advertisement, or one that RFC 4861 section 7.1.2 drops
     * (hop limit, checksum, and what {@link #decodePayload} looks at).
     */
    public static @Nullable NeighborClaim decodeFrame(ByteBuffer received) {
        ByteBuffer frame = received.slice();
        ByteBuffer icmp = Ipv6Header.icmpPayload(frame);
        return icmp == null ? null : decodePayload(icmp);
    }

    /**
     * Reads an ICMPv6 message whose hop limit and checksum were checked already (for an ICMPv6 socket, by the kernel);
     * null if it is no neighbor advertisement or not a valid one.
     */
    public static @Nullable NeighborClaim decodePayload(ByteBuffer received) {
        ByteBuffer icmp = received.slice();
        if (icmp.limit() < OPTIONS || Short.toUnsignedInt(icmp.getShort(TYPE_AND_CODE)) != NEIGHBOR_ADVERTISEMENT) {
            return null;
        }
        InetAddress target = AddressField.read(icmp, TARGET, Family.IPV6);
        if (target.isMulticastAddress() || !optionsAreSound(icmp)) {
            return null;
        }
        int flags = icmp.getInt(FLAGS);
        return new NeighborClaim(
                target,
                targetLinkLayerAddress(icmp),
                (flags & ROUTER) != 0,
                (flags & SOLICITED) != 0,
                (flags & OVERRIDE) != 0);
    }

    /** RFC 4861 section 7.1.2: no option has a length of zero; and none reaches beyond the message. */
    private static boolean optionsAreSound(ByteBuffer icmp) {
        int offset = OPTIONS;
        while (offset < icmp.limit()) {
            int length = optionLength(icmp, offset);
            if (length == 0 || length > icmp.limit() - offset) {
                return false;
            }
            offset += length;
        }
        return true;
    }

    private static @Nullable MacAddress targetLinkLayerAddress(ByteBuffer icmp) {
        for (int offset = OPTIONS; offset < icmp.limit(); offset += optionLength(icmp, offset)) {
            if (icmp.get(offset) == TARGET_LINK_LAYER_ADDRESS && optionLength(icmp, offset) == OPTION_UNIT) {
                return MacAddress.read(icmp, offset + OPTION_MAC);
            }
        }
        return null;
    }

    /** In bytes; 0 also if the length itself is missing. */
    private static int optionLength(ByteBuffer icmp, int offset) {
        return offset + 1 < icmp.limit() ? Byte.toUnsignedInt(icmp.get(offset + 1)) * OPTION_UNIT : 0;
    }
}
