package dev.virtualip.agent.sim.lan;

import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An Ethernet frame on the virtual LAN, without its check sequence.
 *
 * @param bytes the whole frame, read by absolute index only
 */
public record Frame(ByteBuffer bytes) {
    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    public static final int IPV6 = 0x86dd;
    static final int HEADER = 14;
    static final int VRRP = 112;
    static final int ICMPV6 = 58;

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int ARP_REQUEST = 1;
    private static final int ARP_REPLY = 2;
    private static final int NEIGHBOR_SOLICITATION = 135;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;

    public MacAddress to() {
        return mac(0);
    }

    public MacAddress from() {
        return mac(6);
    }

    public int type() {
        return Short.toUnsignedInt(bytes.getShort(12));
    }

    /** The IP protocol, or next header; -1 for other frames. */
    int protocol() {
        return switch (type()) {
            case IPV4 -> Byte.toUnsignedInt(bytes.get(HEADER + 9));
            case IPV6 -> Byte.toUnsignedInt(bytes.get(HEADER + 6));
            default -> -1;
        };
    }

    public boolean vrrp() {
        return protocol() == VRRP;
    }

    InetAddress source() {
        return type() == IPV4 ? address(HEADER + 12, 4) : address(HEADER + 8, 16);
    }

    public InetAddress destination() {
        return type() == IPV4 ? address(HEADER + 16, 4) : address(HEADER + 24, 16);
    }

    /** What follows the IP header. */
    public ByteBuffer payload() {
        int start = HEADER + (type() == IPV4 ? IPV4_HEADER : IPV6_HEADER);
        return bytes.slice(start, bytes.limit() - start);
    }

    /** The whole IP packet. */
    public ByteBuffer packet() {
        return bytes.slice(HEADER, bytes.limit() - HEADER);
    }

    /** The Virtual Router ID of an advertisement. */
    public int virtualRouterId() {
        return Byte.toUnsignedInt(payload().get(1));
    }

    /** The priority of an advertisement. */
    public int priority() {
        return Byte.toUnsignedInt(payload().get(2));
    }

    public boolean arpRequest() {
        return type() == ARP && bytes.getShort(HEADER + 6) == ARP_REQUEST;
    }

    public InetAddress arpSender() {
        return address(HEADER + 14, 4);
    }

    public InetAddress arpTarget() {
        return address(HEADER + 24, 4);
    }

    public boolean neighborSolicitation() {
        return protocol() == ICMPV6 && Byte.toUnsignedInt(payload().get(0)) == NEIGHBOR_SOLICITATION;
    }

    public boolean neighborAdvertisement() {
        return protocol() == ICMPV6 && Byte.toUnsignedInt(payload().get(0)) == NEIGHBOR_ADVERTISEMENT;
    }

    /** The target of a neighbor solicitation or advertisement. */
    public InetAddress neighborTarget() {
        return address(HEADER + IPV6_HEADER + 8, 16);
    }

    /** A VRRP message in an IP packet, as the kernel makes it of what a raw socket sends. */
    public static Frame packet(
            MacAddress from, InetAddress source, InetAddress destination, ByteBuffer message, int length) {
        boolean ipv4 = source.getAddress().length == 4;
        int header = ipv4 ? IPV4_HEADER : IPV6_HEADER;
        ByteBuffer out = ByteBuffer.allocate(HEADER + header + length);
        ethernet(out, destinationMac(destination), from, ipv4 ? IPV4 : IPV6);
        if (ipv4) {
            out.putShort((short) 0x45c0).putShort((short) (header + length)).putInt(0);
            out.put((byte) 255).put((byte) VRRP).putShort((short) 0);
        } else {
            out.putInt(0x6c00_0000).putShort((short) length).put((byte) VRRP).put((byte) 255);
        }
        out.put(source.getAddress()).put(destination.getAddress());
        out.put(out.position(), message, 0, length);
        return new Frame(out.rewind());
    }

    /** Unicast goes to everybody here: who does not have the address drops it. */
    private static MacAddress destinationMac(InetAddress destination) {
        byte[] ip = destination.getAddress();
        if (!destination.isMulticastAddress()) {
            return MacAddress.BROADCAST;
        }
        return ip.length == 4
                ? new MacAddress(0x0100_5e00_0000L | (ByteBuffer.wrap(ip).getInt(0) & 0x7f_ffffL))
                : new MacAddress(0x3333_0000_0000L
                        | Integer.toUnsignedLong(ByteBuffer.wrap(ip).getInt(12)));
    }

    /** The answer of the host that has the address which an ARP request asks for. */
    public static Frame arpReply(MacAddress from, Frame request) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + 28);
        ethernet(out, request.from(), from, ARP);
        out.putLong(0x0001_0800_0604_0000L | ARP_REPLY);
        putMac(out, from).put(request.arpTarget().getAddress());
        putMac(out, request.from()).put(request.arpSender().getAddress());
        return new Frame(out.rewind());
    }

    private static void ethernet(ByteBuffer out, MacAddress to, MacAddress from, int type) {
        putMac(putMac(out, to), from).putShort((short) type);
    }

    private static ByteBuffer putMac(ByteBuffer out, MacAddress mac) {
        return out.putShort((short) (mac.bits() >>> Integer.SIZE)).putInt((int) mac.bits());
    }

    private MacAddress mac(int offset) {
        return new MacAddress(Short.toUnsignedLong(bytes.getShort(offset)) << Integer.SIZE
                | Integer.toUnsignedLong(bytes.getInt(offset + 2)));
    }

    private InetAddress address(int offset, int length) {
        byte[] copy = new byte[length];
        bytes.get(offset, copy);
        try {
            return InetAddress.getByAddress(copy);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
