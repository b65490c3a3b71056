package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.FrameSocket;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.ArpCodec;
import dev.virtualip.agent.wire.ArpMessage;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.NeighborAdvertisementCodec;
import dev.virtualip.agent.wire.NeighborClaim;
import java.nio.ByteBuffer;

/** Reads the ARP messages and neighbor advertisements of a port, and decodes which host claims which address. */
final class NeighborReceiver {
    /** A turn reads at most this many batches, so that a flood does not stop everything else. */
    private static final int BATCHES_MAX = 8;

    private static final int SENDER_MAC = 6;

    private NeighborReceiver() {}

    /** Reads what is queued, up to a bound. */
    static void drain(NeighborPort port, LoopHandler handler, long nowNanos) throws NativeIoException {
        FrameSocket socket = port.claims();
        for (int batch = 0; batch < BATCHES_MAX; batch++) {
            int received = socket.receive();
            for (int i = 0; i < received; i++) {
                receive(port, socket.frame(i), handler, nowNanos);
            }
            if (received < FrameSocket.BATCH_SIZE) {
                return;
            }
        }
    }

    private static void receive(NeighborPort port, ByteBuffer frame, LoopHandler handler, long nowNanos) {
        if (port.family() == Family.IPV4) {
            ArpMessage message = ArpCodec.decodeFrame(frame.duplicate().position(0));
            if (message != null) {
                handler.onNeighbor(port, message.senderAddress(), message.senderMac(), nowNanos);
            }
            return;
        }
        NeighborClaim claim =
                NeighborAdvertisementCodec.decodeFrame(frame.duplicate().position(0));
        if (claim != null) {
            MacAddress claimant = claim.linkLayerAddress();
            handler.onNeighbor(port, claim.target(), claimant != null ? claimant : sender(frame), nowNanos);
        }
    }

    private static MacAddress sender(ByteBuffer frame) {
        byte[] mac = new byte[6];
        frame.get(SENDER_MAC, mac);
        return MacAddress.of(mac);
    }
}
