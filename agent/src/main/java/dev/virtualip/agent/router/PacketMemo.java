package dev.virtualip.agent.router;

import dev.virtualip.agent.detect.AcceptedAdvertisement;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The last advertisement that a virtual router accepted. An Active repeats itself while nothing happens, and the same
 * bytes need no second check. With {@link dev.virtualip.agent.vrrp.SteadyState} such an advertisement costs
 * about 120 ns and no allocation, instead of 250 ns and 432 bytes ({@code AdvertisementBenchmark} among the tests). 250
 * virtual routers that advertise every 10 ms would otherwise make 11 MB of garbage a second, and a collection pauses
 * the loop.
 */
final class PacketMemo {
    private static final int LENGTH_FIRST = 64;

    private ByteBuffer bytes = ByteBuffer.allocate(LENGTH_FIRST);
    private int length;
    private final ByteBuffer from = ByteBuffer.allocate(16);
    private int fromLength;
    private int hopLimit;
    private @Nullable AcceptedAdvertisement remembered;

    /** The remembered advertisement, if the message and its sender are the same to the byte; else null. */
    @Nullable
    AcceptedAdvertisement recall(VrrpDecoder message) {
        if (remembered == null
                || message.end() - message.start() != length
                || message.hopLimit() != hopLimit
                || message.source().limit() != fromLength) {
            return null;
        }
        return same(message.source(), 0, from, fromLength) && same(message.packet(), message.start(), bytes, length)
                ? remembered
                : null;
    }

    /** Remembers the message that the decoder points at. */
    void remember(VrrpDecoder message, AcceptedAdvertisement newRemembered) {
        length = message.end() - message.start();
        if (length > bytes.capacity()) {
            bytes = ByteBuffer.allocate(length);
        }
        bytes.put(0, message.packet(), message.start(), length);
        fromLength = message.source().limit();
        from.put(0, message.source(), 0, fromLength);
        hopLimit = message.hopLimit();
        remembered = newRemembered;
    }

    /** Forgets it: the settings under which it was accepted have changed. */
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
