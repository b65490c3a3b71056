package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.RawSocket;
import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.RouterSettings;
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

    private final Strangers strangers;

    AdvertisementReceiver(Strangers strangers) {
        this.strangers = strangers;
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
            decode(new Arrival(port, packet, nowNanos, stale));
        }
    }

    private static int messageOffset(Family family, ByteBuffer bytes) {
        return family == Family.IPV4 && bytes.limit() > 0 ? (bytes.get(0) & IPV4_HEADER_WORDS) * Integer.BYTES : 0;
    }

    private void decode(Arrival arrival) {
        ReceivedPacket packet = arrival.packet();
        Delivered delivered = arrival.port().family() == Family.IPV4
                ? Ipv4Packet.unwrap(packet.bytes().duplicate().position(0))
                : ipv6(packet);
        switch (delivered) {
            case Decoded.Malformed malformed -> strangers.refused(malformed.reason());
            case Datagram datagram -> decode(arrival, datagram);
        }
    }

    /** A packet that is none of those remembered. */
    private record Arrival(InterfacePort port, ReceivedPacket packet, long nowNanos, boolean stale) {}

    private void decode(Arrival arrival, Datagram datagram) {
        InterfacePort port = arrival.port();
        Decoded decoded = VrrpCodec.decode(datagram, id -> expectation(port.router(id), arrival.nowNanos()));
        switch (decoded) {
            case Decoded.Malformed malformed -> strangers.refused(port, datagram, malformed, arrival.nowNanos());
            case Decoded.Ok ok -> {
                int id = ok.advertisement().virtualRouterId();
                RouterInstance router = port.router(id);
                RouterSettings settings = router == null ? null : router.settings();
                Refusal refusal = router == null ? null : router.refuses(datagram.source());
                if (refusal != null) {
                    strangers.refused(port, datagram, new Decoded.Malformed(refusal, id), arrival.nowNanos());
                } else if (router != null && settings != null) {
                    PeerTable.Entry peer = router.reception().peers().of(datagram.source());
                    String differs = Strangeness.of(ok.advertisement(), settings);
                    take(arrival, router, new PacketMemo.Remembered(datagram.source(), ok, peer, differs));
                }
            }
        }
    }

    private static @Nullable Expectation expectation(@Nullable RouterInstance router, long nowNanos) {
        return router == null ? null : router.reception().expectation(nowNanos);
    }

    private void take(Arrival arrival, RouterInstance router, PacketMemo.Remembered said) {
        ReceivedPacket packet = arrival.packet();
        router.reception()
                .memo(arrival.nowNanos())
                .remember(
                        packet,
                        messageOffset(arrival.port().family(), packet.bytes()),
                        packet.bytes().limit(),
                        said);
        strangers.taken(arrival.port(), router, said);
        router.hear(said, arrival.nowNanos(), arrival.stale());
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
