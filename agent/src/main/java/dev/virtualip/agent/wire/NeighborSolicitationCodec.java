package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Family;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Neighbor solicitations (RFC 4861 section 4.3), only written: what others ask concerns the kernel.
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type: 135   |    Code: 0    |           Checksum            |
 * +---------------+---------------+-------------------------------+
 * |                           Reserved                            |
 * +---------------------------------------------------------------+
 * |                     Target Address (16)                       |
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class NeighborSolicitationCodec {

    /** The length of every frame that is written, in bytes. */
    public static final int FRAME_LENGTH = Ipv6Header.FRAME_PAYLOAD + 24;

    private static final int TYPE_AND_CODE = 0;
    private static final int CHECKSUM = 2;
    private static final int RESERVED = 4;
    private static final int TARGET = 8;

    private static final int NEIGHBOR_SOLICITATION = 135 << Byte.SIZE;
    private static final InetAddress UNSPECIFIED = InetAddress.ofLiteral("::");

    /** 33:33 and the last 32 bits of the group (RFC 2464 section 7); those of ours begin with ff. */
    private static final long GROUP_MAC = 0x3333_ff00_0000L;

    /** ff02::1:ff00:0/104, filled up with the last three bytes of the target (RFC 4291 section 2.7.1). */
    private static final byte[] GROUP = InetAddress.ofLiteral("ff02::1:ff00:0").getAddress();

    private static final int GROUP_BYTES = 13;

    private NeighborSolicitationCodec() {}

    /**
     * Writes the Ethernet frame that asks for the host that has an address and claims nothing, as duplicate address
     * detection does (RFC 4862 section 5.4.2): from the unspecified address to the target's solicited-node group,
     * without an option. A host that has the address answers to all nodes.
     *
     * @return {@link #FRAME_LENGTH}
     */
    public static int encodeProbe(MacAddress sender, InetAddress target, ByteBuffer out) {
        byte[] wanted = AddressField.require(Family.IPV6, target).getAddress();
        ByteBuffer frame = out.slice(out.position(), FRAME_LENGTH);
        InetAddress group = group(wanted);
        EthernetHeader.write(frame, groupMac(wanted), sender, EthernetHeader.TYPE_IPV6);
        ByteBuffer icmp = Ipv6Header.write(frame, UNSPECIFIED, group);
        icmp.putShort(TYPE_AND_CODE, (short) NEIGHBOR_SOLICITATION);
        icmp.putShort(CHECKSUM, (short) 0);
        icmp.putInt(RESERVED, 0);
        icmp.put(TARGET, wanted);
        int pseudoHeader = InternetChecksum.pseudoHeader(UNSPECIFIED, group, Ipv6Header.ICMPV6, icmp.limit());
        icmp.putShort(CHECKSUM, InternetChecksum.of(icmp, pseudoHeader));
        return FRAME_LENGTH;
    }

    private static MacAddress groupMac(byte[] target) {
        long last = 0;
        for (int i = GROUP_BYTES; i < target.length; i++) {
            last = last << Byte.SIZE | Byte.toUnsignedLong(target[i]);
        }
        return new MacAddress(GROUP_MAC | last);
    }

    private static InetAddress group(byte[] target) {
        byte[] bytes = target.clone();
        System.arraycopy(GROUP, 0, bytes, 0, GROUP_BYTES);
        try {
            return Inet6Address.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("a group of " + bytes.length + " bytes", impossible);
        }
    }
}
