package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The first two addresses of the doctor's test advertisements: one that marks them, and one with the number of the
 * sender. Agents know them by these, and do not take the sender for a virtual router. Reading allocates nothing.
 */
public final class TestMark {
    /** Addresses of 198.18.0.0/15, which is for tests of network devices (RFC 2544). */
    private static final InetAddress MARK_IPV4 = InetAddress.ofLiteral("198.18.112.112");

    private static final InetAddress MARK_IPV6 = InetAddress.ofLiteral("fe80::112:112");
    private static final byte[] MARK_BYTES_IPV4 = MARK_IPV4.getAddress();
    private static final byte[] MARK_BYTES_IPV6 = MARK_IPV6.getAddress();
    private static final byte[] SENDER_IPV4 =
            InetAddress.ofLiteral("198.19.0.0").getAddress();
    private static final byte[] SENDER_IPV6 =
            InetAddress.ofLiteral("2001:db8:112::").getAddress();
    private static final int VERSION = 3;
    private static final int ADDRESSES = 2;

    private TestMark() {}

    /** The first address of a test advertisement. */
    public static InetAddress mark(Family family) {
        return family == Family.IPV4 ? MARK_IPV4 : MARK_IPV6;
    }

    /** The second address of a test advertisement, with the number of its sender, 1..65535. */
    public static InetAddress sender(Family family, int identity) {
        byte[] bytes = (family == Family.IPV4 ? SENDER_IPV4 : SENDER_IPV6).clone();
        bytes[bytes.length - 2] = (byte) (identity >>> Byte.SIZE);
        bytes[bytes.length - 1] = (byte) identity;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of " + bytes.length + " bytes", impossible);
        }
    }

    /** The sender's number in a VRRP message that begins here; 0: it is no test advertisement. */
    public static int identity(ByteBuffer packet, int start, int end, Family family) {
        int length = family.addressLength();
        if (end - start < VrrpLayout.HEADER_LENGTH + ADDRESSES * length || packet.get(start) >>> 4 != VERSION) {
            return 0;
        }
        byte[] mark = family == Family.IPV4 ? MARK_BYTES_IPV4 : MARK_BYTES_IPV6;
        byte[] prefix = family == Family.IPV4 ? SENDER_IPV4 : SENDER_IPV6;
        int first = start + VrrpLayout.ADDRESSES;
        int second = first + length;
        for (int i = 0; i < length; i++) {
            boolean numbered = i >= length - Short.BYTES;
            if (packet.get(first + i) != mark[i] || (!numbered && packet.get(second + i) != prefix[i])) {
                return 0;
            }
        }
        return Short.toUnsignedInt(packet.getShort(second + length - Short.BYTES));
    }
}
