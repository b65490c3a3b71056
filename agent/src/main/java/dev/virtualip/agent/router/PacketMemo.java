package dev.virtualip.agent.router;

import dev.virtualip.agent.detect.AcceptedAdvertisement;
import dev.virtualip.agent.linux.ReceivedPacket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The last packet that was taken for a virtual router. An Active repeats itself for as long as nothing happens, and
 * the same bytes need no second look: that is what keeps a Backup from allocating.
 */
final class PacketMemo {
    private static final int LENGTH_FIRST = 64;

    private ByteBuffer bytes = ByteBuffer.allocate(LENGTH_FIRST);
    private int length;
    private final ByteBuffer from = ByteBuffer.allocate(16);
    private int fromLength;
    private int hopLimit;
    private @Nullable AcceptedAdvertisement remembered;

    /** What is remembered, if the message and its sender are the same to the byte; else null. */
    @Nullable
    AcceptedAdvertisement recall(ReceivedPacket packet, int offset, int end) {
        if (remembered == null || end - offset != length || packet.hopLimit() != hopLimit) {
            return null;
        }
        return same(packet.source(), 0, from, fromLength) && same(packet.bytes(), offset, bytes, length)
                ? remembered
                : null;
    }

    /** Remembers a packet. */
    void remember(ReceivedPacket packet, int offset, int end, AcceptedAdvertisement newRemembered) {
        length = end - offset;
        if (length > bytes.capacity()) {
            bytes = ByteBuffer.allocate(length);
        }
        bytes.put(0, packet.bytes(), offset, length);
        fromLength = packet.source().limit();
        from.put(0, packet.source(), 0, fromLength);
        hopLimit = packet.hopLimit();
        remembered = newRemembered;
    }

    /** Forgets it: what it was taken under has changed. */
    void forget() {
        remembered = null;
    }

    private static boolean same(ByteBuffer one, int offset, ByteBuffer other, int length) {
        if (one.limit() < offset + length) {
            return false;
        }
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if (one.getLong(offset + at) != other.getLong(at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (one.get(offset + at) != other.get(at)) {
                return false;
            }
        }
        return true;
    }
}
