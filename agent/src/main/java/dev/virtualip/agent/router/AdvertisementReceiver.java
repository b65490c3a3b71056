package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.RawSocket;
import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Decoded;
import dev.virtualip.agent.wire.Ipv4Packet;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the advertisements of a port to the end and gives each to its virtual router. */
final class AdvertisementReceiver {
    /** More in a turn would let a flood stop everything else; the rest waits for the next turn. */
    static final int TURN_PACKETS = 512;

    /** As many as the receive buffer holds: before a timer counts, all that was queued when it expired is read. */
    static final int QUEUE_PACKETS = 8_192;

    private final Strangers strangers;
    private final VrrpDecoder decoder = new VrrpDecoder();

    AdvertisementReceiver(Strangers strangers) {
        this.strangers = strangers;
    }

    /**
     * Reads what is queued.
     *
     * @param most about how many packets are read at most
     * @param stale whether it was queued while this process slept
     * @return whether the queue is empty now
     */
    boolean drain(InterfacePort port, int most, long nowNanos, boolean stale) throws NativeIoException {
        RawSocket socket = port.socket();
        for (int read = 0; read < most; read += RawSocket.BATCH_SIZE) {
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
        ByteBuffer bytes = packet.bytes();
        boolean ipv4 = port.family() == Family.IPV4;
        Refusal notVrrp = ipv4 ? Ipv4Packet.refusal(bytes) : null;
        if (notVrrp != null) {
            strangers.refused(notVrrp);
            return;
        }
        int start = ipv4 ? Ipv4Packet.headerLength(bytes) : 0;
        int end = ipv4 ? Ipv4Packet.totalLength(bytes) : bytes.limit();
        decoder.point(bytes, start, end).between(packet.source(), packet.destination(), packet.hopLimit());
        RouterInstance router = port.router(decoder.virtualRouterId());
        PacketMemo.Remembered known =
                router == null ? null : router.reception().memo(nowNanos).recall(packet, start, end);
        if (router != null && known != null) {
            router.hear(known, nowNanos, stale);
            return;
        }
        Refusal refusal = judge(router, nowNanos);
        if (refusal != null) {
            strangers.refused(port, decoder, refusal, nowNanos);
        } else if (router != null) {
            take(new Arrival(port, packet, nowNanos, stale), router);
        }
    }

    /** Why the message that the decoder stands at is refused; null: it is taken. */
    private @Nullable Refusal judge(@Nullable RouterInstance router, long nowNanos) {
        Refusal unreadable = decoder.refuseHeader();
        if (unreadable != null) {
            return unreadable;
        }
        // 0 is nobody's ID, whoever might answer to it (RFC 9568 section 5.2.3).
        if (router == null || decoder.virtualRouterId() == 0) {
            return Refusal.UNKNOWN_VIRTUAL_ROUTER;
        }
        Reception reception = router.reception();
        Refusal misfit = decoder.refuse(reception.expectation(nowNanos));
        return misfit == null ? reception.refuses(decoder.source()) : misfit;
    }

    /** A packet that is none of those remembered, and is taken. */
    private record Arrival(InterfacePort port, ReceivedPacket packet, long nowNanos, boolean stale) {}

    private void take(Arrival arrival, RouterInstance router) {
        RouterSettings settings = router.settings();
        if (settings == null) {
            return;
        }
        ReceivedPacket packet = arrival.packet();
        Decoded.Ok ok = decoder.accept();
        InetAddress source = address(packet.source());
        PacketMemo.Remembered said = new PacketMemo.Remembered(
                source, ok, router.reception().peers().of(source), Strangeness.kind(ok.advertisement(), settings));
        router.reception().memo(arrival.nowNanos()).remember(packet, decoder.start(), decoder.end(), said);
        strangers.taken(arrival.port(), router, said);
        router.hear(said, arrival.nowNanos(), arrival.stale());
    }

    static InetAddress address(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        try {
            return InetAddress.getByAddress(copy);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("the kernel gave an address of " + copy.length + " bytes", impossible);
        }
    }
}
