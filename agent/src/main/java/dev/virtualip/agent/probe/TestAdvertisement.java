package dev.virtualip.agent.probe;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.Envelope;
import dev.virtualip.agent.wire.PacketAuthentication;
import dev.virtualip.agent.wire.VrrpCodec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The advertisements that the probe sends: valid VRRP version 3 of a Virtual Router ID that no virtual router has, with
 * priority 1, which no Active yields to and no Backup follows. The first address marks them, the second one carries the
 * number of the sender; a large one has many more.
 */
final class TestAdvertisement {
    /** The number of addresses of one that is not large. */
    static final int SMALL = 2;

    private static final int VERSION = 3;
    private static final int PRIORITY = 1;
    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final int ADDRESSES_MAX = 255;
    private static final int VRRP_HEADER = 8;
    private static final int COUNT_OFFSET = 3;

    /** Addresses of 198.18.0.0/15, which is for tests of network devices (RFC 2544). */
    private static final InetAddress MARK_IPV4 = InetAddress.ofLiteral("198.18.112.112");

    private static final byte[] IDENTITY_IPV4 =
            InetAddress.ofLiteral("198.19.0.0").getAddress();
    private static final InetAddress MARK_IPV6 = InetAddress.ofLiteral("fe80::112:112");
    private static final byte[] IDENTITY_IPV6 =
            InetAddress.ofLiteral("2001:db8:112::").getAddress();

    private TestAdvertisement() {}

    /** Writes one; returns its length. */
    static int encode(int virtualRouterId, int identity, int count, Route route, ByteBuffer out) {
        Family family = Family.of(route.source());
        InetAddress mark = family == Family.IPV4 ? MARK_IPV4 : MARK_IPV6;
        List<InetAddress> addresses = new ArrayList<>(List.of(mark, identityAddress(family, identity)));
        addresses.addAll(Collections.nCopies(Math.max(0, count - SMALL), mark));
        Advertisement advertisement = new Advertisement(VERSION, virtualRouterId, PRIORITY, INTERVAL_NANOS, addresses);
        return VrrpCodec.encode(
                advertisement,
                new Envelope(
                        route.source(),
                        route.destination(),
                        ChecksumForm.WITH_PSEUDO_HEADER,
                        PacketAuthentication.NONE),
                out);
    }

    /**
     * The addresses of a packet.
     *
     * @param source where it comes from
     * @param destination where it goes to
     */
    record Route(InetAddress source, InetAddress destination) {}

    /** The number of addresses of the largest one that fits into a packet of this length; at least two. */
    static int largeCount(Family family, int mtu) {
        int header = family == Family.IPV4 ? 20 : 40;
        return Math.clamp((mtu - header - VRRP_HEADER) / family.addressLength(), SMALL, ADDRESSES_MAX);
    }

    /** The sender's number in a VRRP message that begins here; 0: it is no test advertisement. */
    static int identity(ByteBuffer packet, int start, int end, Family family) {
        int length = family.addressLength();
        if (end - start < VRRP_HEADER + SMALL * length || packet.get(start) >>> 4 != VERSION) {
            return 0;
        }
        byte[] mark = (family == Family.IPV4 ? MARK_IPV4 : MARK_IPV6).getAddress();
        byte[] prefix = family == Family.IPV4 ? IDENTITY_IPV4 : IDENTITY_IPV6;
        int second = start + VRRP_HEADER + length;
        for (int i = 0; i < length; i++) {
            boolean numbered = i >= length - Short.BYTES;
            if (packet.get(start + VRRP_HEADER + i) != mark[i] || (!numbered && packet.get(second + i) != prefix[i])) {
                return 0;
            }
        }
        return Short.toUnsignedInt(packet.getShort(second + length - Short.BYTES));
    }

    /** Whether the message that begins here is a large one. */
    static boolean isLarge(ByteBuffer packet, int start) {
        return Byte.toUnsignedInt(packet.get(start + COUNT_OFFSET)) > SMALL;
    }

    private static InetAddress identityAddress(Family family, int identity) {
        byte[] bytes = (family == Family.IPV4 ? IDENTITY_IPV4 : IDENTITY_IPV6).clone();
        bytes[bytes.length - 2] = (byte) (identity >>> Byte.SIZE);
        bytes[bytes.length - 1] = (byte) identity;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of " + bytes.length + " bytes", impossible);
        }
    }
}
