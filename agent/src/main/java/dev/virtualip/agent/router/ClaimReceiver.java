package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.ArpCodec;
import dev.virtualip.agent.wire.ArpMessage;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.NeighborAdvertisementCodec;
import dev.virtualip.agent.wire.NeighborClaim;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Reads what other hosts of a link say about who has which address. */
final class ClaimReceiver {
    /** More at a stretch would let a flood hold everything else up; the rest waits for the next turn. */
    private static final int BATCHES_MAX = 8;

    private static final int SENDER_MAC = 6;

    /** Who hears of a claim. */
    interface Sink {
        void claimed(InterfacePort port, InetAddress address, MacAddress claimant);
    }

    private final Sink sink;

    ClaimReceiver(Sink sink) {
        this.sink = sink;
    }

    /** Reads what is queued; returns whether the queue is empty now. */
    boolean drain(InterfacePort port) throws NativeIoException {
        PacketSocket socket = port.claims();
        for (int batch = 0; batch < BATCHES_MAX; batch++) {
            int received = socket.receive();
            for (int i = 0; i < received; i++) {
                receive(port, socket.frame(i));
            }
            if (received < PacketSocket.BATCH_SIZE) {
                return true;
            }
        }
        return false;
    }

    private void receive(InterfacePort port, ByteBuffer frame) {
        if (port.family() == Family.IPV4) {
            ArpMessage message = ArpCodec.decodeFrame(frame.duplicate().position(0));
            if (message != null) {
                sink.claimed(port, message.senderAddress(), message.senderMac());
            }
            return;
        }
        NeighborClaim claim =
                NeighborAdvertisementCodec.decodeFrame(frame.duplicate().position(0));
        if (claim != null) {
            MacAddress claimant = claim.linkLayerAddress();
            sink.claimed(port, claim.target(), claimant != null ? claimant : sender(frame));
        }
    }

    private static MacAddress sender(ByteBuffer frame) {
        byte[] mac = new byte[6];
        frame.get(SENDER_MAC, mac);
        return MacAddress.of(mac);
    }
}
