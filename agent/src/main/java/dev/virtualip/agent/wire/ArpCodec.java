package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Family;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * ARP for IPv4 over Ethernet (RFC 826), in a whole Ethernet frame.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |   Hardware: 1 = Ethernet      |    Protocol: 0800 = IPv4      |
 * +---------------+---------------+-------------------------------+
 * | Hw length: 6  |Proto length: 4|           Operation           |
 * +---------------+---------------+-------------------------------+
 * |                  Sender Ethernet address (6)  :
 * |  Sender IPv4 address (4)  :  Target Ethernet address (6)  :
 * |  Target IPv4 address (4)  |
 * +---------------------------+
 * </pre>
 */
public final class ArpCodec {

    /** The length of every frame that is written, in bytes; a network card pads it to 60. */
    public static final int FRAME_LENGTH = EthernetHeader.LENGTH + 28;

    private static final int OPERATION = 6;
    private static final int SENDER_MAC = 8;
    private static final int SENDER_ADDRESS = 14;
    private static final int TARGET_MAC = 18;
    private static final int TARGET_ADDRESS = 24;
    private static final int LENGTH = 28;

    /** Hardware, protocol and both lengths: one number, the same in every message that concerns us. */
    private static final long ETHERNET_IPV4 = 0x0001_0800_0604L;

    private static final InetAddress UNSPECIFIED = Inet4Address.ofLiteral("0.0.0.0");

    private ArpCodec() {}

    /**
     * Writes a gratuitous ARP: a broadcast request in which sender and target are the address (RFC 9568 section 6.4.1;
     * the target Ethernet address is broadcast, as routers in the field send it).
     *
     * @param sender the Ethernet address at which the address is from now on
     * @param address the IPv4 address that is announced
     * @return {@link #FRAME_LENGTH}
     */
    public static int encodeGratuitous(MacAddress sender, InetAddress address, ByteBuffer out) {
        return encode(new ArpMessage(ArpMessage.REQUEST, sender, address, MacAddress.BROADCAST, address), out);
    }

    /**
     * Writes an ARP probe (RFC 5227 section 1.1): it asks for the host that has the address and claims nothing.
     *
     * @return {@link #FRAME_LENGTH}
     */
    public static int encodeProbe(MacAddress sender, InetAddress address, ByteBuffer out) {
        return encode(new ArpMessage(ArpMessage.REQUEST, sender, UNSPECIFIED, MacAddress.ZERO, address), out);
    }

    private static int encode(ArpMessage message, ByteBuffer out) {
        ByteBuffer frame = out.slice(out.position(), FRAME_LENGTH);
        EthernetHeader.write(frame, MacAddress.BROADCAST, message.senderMac(), EthernetHeader.TYPE_ARP);
        ByteBuffer arp = EthernetHeader.payload(frame);
        arp.putLong(0, ETHERNET_IPV4 << Short.SIZE | message.operation());
        message.senderMac().write(arp, SENDER_MAC);
        AddressField.write(arp, SENDER_ADDRESS, AddressField.require(Family.IPV4, message.senderAddress()));
        message.targetMac().write(arp, TARGET_MAC);
        AddressField.write(arp, TARGET_ADDRESS, AddressField.require(Family.IPV4, message.targetAddress()));
        return FRAME_LENGTH;
    }

    /** Reads an Ethernet frame; null if it holds no ARP message for IPv4 over Ethernet. */
    public static @Nullable ArpMessage decodeFrame(ByteBuffer received) {
        ByteBuffer frame = received.slice();
        return EthernetHeader.carries(frame, EthernetHeader.TYPE_ARP)
                ? decodePayload(EthernetHeader.payload(frame))
                : null;
    }

    /** Reads what follows an Ethernet header, padded or not; null if it is no ARP message for IPv4 over Ethernet. */
    public static @Nullable ArpMessage decodePayload(ByteBuffer received) {
        ByteBuffer arp = received.slice();
        if (arp.limit() < LENGTH || arp.getLong(0) >>> Short.SIZE != ETHERNET_IPV4) {
            return null;
        }
        return new ArpMessage(
                Short.toUnsignedInt(arp.getShort(OPERATION)),
                MacAddress.read(arp, SENDER_MAC),
                AddressField.read(arp, SENDER_ADDRESS, Family.IPV4),
                MacAddress.read(arp, TARGET_MAC),
                AddressField.read(arp, TARGET_ADDRESS, Family.IPV4));
    }
}
