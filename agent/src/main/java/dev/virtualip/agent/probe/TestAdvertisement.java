package dev.virtualip.agent.probe;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.Envelope;
import dev.virtualip.agent.wire.PacketAuthentication;
import dev.virtualip.agent.wire.TestMark;
import dev.virtualip.agent.wire.VrrpCodec;
import java.net.InetAddress;
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

    private TestAdvertisement() {}

    /** Writes one; returns its length. */
    static int encode(int virtualRouterId, int identity, int count, Route route, ByteBuffer out) {
        Family family = Family.of(route.source());
        InetAddress mark = TestMark.mark(family);
        List<InetAddress> addresses = new ArrayList<>(List.of(mark, TestMark.sender(family, identity)));
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

    /** Whether the message that begins here is a large one. */
    static boolean isLarge(ByteBuffer packet, int start) {
        return Byte.toUnsignedInt(packet.get(start + COUNT_OFFSET)) > SMALL;
    }
}
