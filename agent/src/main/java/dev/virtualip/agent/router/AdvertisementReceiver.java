package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.RawSocket;
import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.node.HeardVirtualRouter;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.Datagram;
import dev.virtualip.agent.wire.Decoded;
import dev.virtualip.agent.wire.Delivered;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.Ipv4Packet;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpCodec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the advertisements of a port to the end and gives each to its virtual router. */
final class AdvertisementReceiver {
    /** More batches at a stretch would let a flood stop everything else; the rest waits for the next turn. */
    private static final int BATCHES_MAX = 128;

    private static final int IPV4_HEADER_WORDS = 0x0f;
    private static final int VIRTUAL_ROUTER_ID = 1;

    private final HeardRouters heard;
    private final RefusalCounters refusals;

    AdvertisementReceiver(HeardRouters heard, RefusalCounters refusals) {
        this.heard = heard;
        this.refusals = refusals;
    }

    /**
     * Reads what is queued.
     *
     * @param stale whether it was queued while this process slept
     * @return whether the queue is empty now
     */
    boolean drain(InterfacePort port, long nowNanos, boolean stale) throws NativeIoException {
        RawSocket socket = port.socket();
        for (int batch = 0; batch < BATCHES_MAX; batch++) {
            int received = socket.receive();
            for (int i = 0; i < received; i++) {
                receive(port, socket.packet(i), nowNanos, stale);
            }
            if (received < RawSocket.BATCH_SIZE) {
                return true;
            }
        }
        return false;
    }

    private void receive(InterfacePort port, ReceivedPacket packet, long nowNanos, boolean stale) {
        int offset = messageOffset(port.family(), packet.bytes());
        int end = packet.bytes().limit();
        RouterInstance router = end > offset + VIRTUAL_ROUTER_ID
                ? port.router(Byte.toUnsignedInt(packet.bytes().get(offset + VIRTUAL_ROUTER_ID)))
                : null;
        PacketMemo.Remembered known =
                router == null ? null : router.reception().memo(nowNanos).recall(packet, offset, end);
        if (router != null && known != null) {
            router.hear(known, nowNanos, stale);
        } else {
            decode(port, packet, nowNanos, stale);
        }
    }

    private static int messageOffset(Family family, ByteBuffer bytes) {
        return family == Family.IPV4 && bytes.limit() > 0 ? (bytes.get(0) & IPV4_HEADER_WORDS) * Integer.BYTES : 0;
    }

    private void decode(InterfacePort port, ReceivedPacket packet, long nowNanos, boolean stale) {
        Delivered delivered = port.family() == Family.IPV4
                ? Ipv4Packet.unwrap(packet.bytes().duplicate().position(0))
                : ipv6(packet);
        switch (delivered) {
            case Decoded.Malformed malformed -> refusals.count(malformed.reason());
            case Datagram datagram -> decode(port, packet, datagram, new Arrival(nowNanos, stale));
        }
    }

    private record Arrival(long nowNanos, boolean stale) {}

    private void decode(InterfacePort port, ReceivedPacket packet, Datagram datagram, Arrival arrival) {
        Decoded decoded = VrrpCodec.decode(datagram, id -> expectation(port.router(id), arrival.nowNanos()));
        switch (decoded) {
            case Decoded.Malformed malformed -> refuse(port, datagram, malformed, arrival.nowNanos());
            case Decoded.Ok ok -> {
                RouterInstance router = port.router(ok.advertisement().virtualRouterId());
                if (router != null) {
                    take(port, packet, router, new PacketMemo.Remembered(datagram.source(), ok, null), arrival);
                }
            }
        }
    }

    private static @Nullable Expectation expectation(@Nullable RouterInstance router, long nowNanos) {
        return router == null ? null : router.reception().expectation(nowNanos);
    }

    private void take(
            InterfacePort port,
            ReceivedPacket packet,
            RouterInstance router,
            PacketMemo.Remembered said,
            Arrival arrival) {
        InetAddress source = said.source();
        Refusal refusal = router.refuses(source);
        if (refusal != null) {
            router.counters().refused(refusal);
            if (refusal == Refusal.SOURCE_NOT_ALLOWED) {
                report(port, source, said.advertisement().virtualRouterId(), said.decoded(), arrival.nowNanos());
            }
            return;
        }
        PacketMemo.Remembered whole = new PacketMemo.Remembered(
                source, said.decoded(), router.reception().peers().of(source));
        router.reception()
                .memo(arrival.nowNanos())
                .remember(
                        packet,
                        messageOffset(port.family(), packet.bytes()),
                        packet.bytes().limit(),
                        whole);
        router.hear(whole, arrival.nowNanos(), arrival.stale());
    }

    private void refuse(InterfacePort port, Datagram datagram, Decoded.Malformed malformed, long nowNanos) {
        RouterInstance router = port.router(malformed.virtualRouterId());
        if (router == null) {
            refusals.count(malformed.reason());
        } else {
            router.counters().refused(malformed.reason());
        }
        boolean foreign =
                malformed.reason() == Refusal.UNKNOWN_VIRTUAL_ROUTER || malformed.reason() == Refusal.VERSION_MISMATCH;
        int id = malformed.virtualRouterId();
        if (foreign && !heard.refresh(port.interfaceName(), id, datagram.source(), nowNanos)) {
            Decoded decoded = VrrpCodec.decode(datagram, ignored -> Expectation.ANYTHING);
            if (decoded instanceof Decoded.Ok ok) {
                report(port, datagram.source(), id, ok, nowNanos);
            }
        }
    }

    private void report(InterfacePort port, InetAddress source, int id, Decoded.Ok ok, long nowNanos) {
        if (!heard.refresh(port.interfaceName(), id, source, nowNanos)) {
            RouterInstance router = port.router(id);
            if (router != null) {
                router.counters().conflict("virtual-router-id");
            }
            int version = ok.advertisement().version();
            heard.add(new HeardVirtualRouter(port.interfaceName(), id, source, version), nowNanos);
        }
    }

    private static Delivered ipv6(ReceivedPacket packet) {
        InetAddress source = address(packet.source());
        InetAddress destination = address(packet.destination());
        ByteBuffer payload = packet.bytes().duplicate().position(0);
        return new Datagram(source, destination, packet.hopLimit(), payload);
    }

    private static InetAddress address(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        try {
            return InetAddress.getByAddress(copy);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("the kernel gave an address of " + copy.length + " bytes", impossible);
        }
    }
}
