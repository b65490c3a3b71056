package dev.virtualip.agent.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version 2 message that is right in every respect, to be spoilt in one or more. */
final class Attempt {

    static final int ID = 10;

    private byte[] bytes = Vector.V2.bytes();
    private int hopLimit = 255;
    private int expectedVersion = 2;
    private long expectedIntervalNanos = Sample.SECOND;
    private boolean checksumIsWrong;

    void put(int offset, int value) {
        if (offset < bytes.length) {
            bytes[offset] = (byte) value;
        }
    }

    void flip(int offset, int mask) {
        put(offset, bytes[offset] ^ mask);
    }

    void resize(int length) {
        bytes = Arrays.copyOf(bytes, length);
    }

    int length() {
        return bytes.length;
    }

    void hopLimit(int value) {
        hopLimit = value;
    }

    void expectVersion(int value) {
        expectedVersion = value;
    }

    void expectInterval(long nanos) {
        expectedIntervalNanos = nanos;
    }

    void breakChecksum() {
        checksumIsWrong = true;
    }

    Decoded decode() {
        Expectation local = new Expectation.Local(
                expectedVersion, expectedIntervalNanos, List.of(PacketAuthentication.of("right")));
        return VrrpCodec.decode(
                new Datagram(Sample.SOURCE, Sample.GROUP, hopLimit, message()), id -> lookUp(id, local));
    }

    private static @Nullable Expectation lookUp(int id, Expectation local) {
        return id == ID ? local : null;
    }

    private ByteBuffer message() {
        ByteBuffer message = ByteBuffer.wrap(bytes);
        if (bytes.length >= 8) {
            message.putShort(6, (short) 0);
            message.putShort(6, InternetChecksum.of(message, checksumIsWrong ? 1 : 0));
        }
        return message;
    }
}
