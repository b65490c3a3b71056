package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever arrives, no decoder throws and none reads outside of what arrived. */
class MalformedInputTest {

    private static final long SEED = 9568;
    private static final int ROUNDS = 200_000;
    private static final int LENGTH_MAX = 120;

    @Test
    void randomBytesNeverThrow() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(LENGTH_MAX)];
            random.nextBytes(bytes);
            assertSafe(bytes);
        }
    }

    /** Random bytes seldom come past the first checks; a vector with a few bytes changed does. */
    @Test
    void vectorsWithRandomChangesNeverThrow() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[][] vectors = vectors();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = vectors[random.nextInt(vectors.length)].clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertSafe(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource(Vector.class)
    void everyTruncationAndEveryFlippedBitOfEveryVectorNeverThrows(Vector vector) {
        byte[] bytes = vector.bytes();
        for (int length = 0; length <= bytes.length; length++) {
            assertSafe(Arrays.copyOf(bytes, length));
        }
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertSafe(flipped);
        }
    }

    /** An exception fails the test; so does a result that takes more than there was. */
    private static void assertSafe(byte[] bytes) {
        ByteBuffer received = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        Datagram datagram = Ipv4Packet.unwrap(received);
        if (datagram != null) {
            assertThat(datagram.payload().limit()).isLessThanOrEqualTo(bytes.length - 20);
            assertBounded(VrrpCodec.decode(datagram, MalformedInputTest::anyRouter), bytes.length);
        }
        for (Sample sample : new Sample[] {Sample.V3, Sample.V3_IPV6}) {
            assertBounded(VrrpCodec.decode(sample.datagram(received), MalformedInputTest::anyRouter), bytes.length);
        }
        ArpCodec.decodeFrame(received);
        ArpCodec.decodePayload(received);
        NeighborAdvertisementCodec.decodeFrame(received);
        NeighborAdvertisementCodec.decodePayload(received);
        assertThat(received.position()).isZero();
        assertThat(received.limit()).isEqualTo(bytes.length);
    }

    private static void assertBounded(Decoded decoded, int length) {
        switch (decoded) {
            case Decoded.Ok ok ->
                assertThat(ok.advertisement().addresses().size() * 4).isLessThan(length);
            case Decoded.Malformed malformed ->
                assertThat(malformed.virtualRouterId()).isBetween(0, 255);
        }
    }

    private static @Nullable Expectation anyRouter(int virtualRouterId) {
        return virtualRouterId == 77 ? null : Expectation.ANYTHING;
    }

    private static byte[][] vectors() {
        Vector[] all = Vector.values();
        byte[][] vectors = new byte[all.length][];
        for (int index = 0; index < all.length; index++) {
            vectors[index] = all[index].bytes();
        }
        return vectors;
    }
}
