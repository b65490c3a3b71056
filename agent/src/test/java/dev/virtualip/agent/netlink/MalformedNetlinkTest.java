package dev.virtualip.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken bytes are counted and skipped; they never throw and never make more events than there are messages. */
final class MalformedNetlinkTest {
    private static final long SEED = 118;
    private static final int MIN_MESSAGE = 16;

    static List<ByteBuffer> vectors() {
        return Vectors.ALL;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyTruncationIsOneMalformedMessage(ByteBuffer vector) {
        for (int length = 1; length < vector.capacity(); length++) {
            List<NetlinkEvent> events = new ArrayList<>();
            assertThat(NetlinkParser.parse(Vectors.join(vector).limit(length), events::add))
                    .as("cut to %d bytes", length)
                    .isEqualTo(1);
            assertThat(events).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyTruncationWithALengthThatFitsIsSurvived(ByteBuffer vector) {
        for (int length = MIN_MESSAGE; length < vector.capacity(); length++) {
            assertSurvived(Vectors.join(vector).limit(length).putInt(0, length));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyBitFlipIsSurvived(ByteBuffer vector) {
        for (int bit = 0; bit < vector.capacity() * Byte.SIZE; bit++) {
            ByteBuffer flipped = Vectors.join(vector);
            int at = bit / Byte.SIZE;
            flipped.put(at, (byte) (flipped.get(at) ^ 1 << bit % Byte.SIZE));
            assertSurvived(flipped);
        }
    }

    @Test
    void randomBytesAreSurvived() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
            if (bytes.length >= MIN_MESSAGE) {
                // So that some get past the header.
                buffer.putInt(0, bytes.length).putShort(4, (short) (random.nextInt(8) * 2 + random.nextInt(10)));
            }
            assertSurvived(buffer);
        }
    }

    @Test
    void addressOfTheWrongLengthOrPrefixIsMalformed() {
        assertMalformed(Vectors.join(Vectors.ADDRESS).put(17, (byte) 33));
        assertMalformed(Vectors.join(Vectors.ADDRESS6).put(17, (byte) 129));
        assertMalformed(Vectors.join(Vectors.ADDRESS6).put(16, (byte) 2));
        assertMalformed(Vectors.join(Vectors.ADDRESS).put(16, (byte) 1));
    }

    @Test
    void interfaceWithoutIndexOrNameIsMalformed() {
        assertMalformed(Vectors.join(Vectors.ADDRESS).putInt(20, 0));
        assertMalformed(Vectors.join(Vectors.LINK).putInt(20, -1));
        assertMalformed(Vectors.join(Vectors.LINK).put(36, (byte) 0));
    }

    @Test
    void messageAfterAMalformedOneIsRead() {
        List<NetlinkEvent> events = new ArrayList<>();
        ByteBuffer broken = Vectors.join(Vectors.ADDRESS, Vectors.LINK).putInt(20, 0);
        assertThat(NetlinkParser.parse(broken, events::add)).isEqualTo(1);
        assertThat(events).hasSize(1);
    }

    private static void assertMalformed(ByteBuffer message) {
        List<NetlinkEvent> events = new ArrayList<>();
        assertThat(NetlinkParser.parse(message, events::add)).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    private static void assertSurvived(ByteBuffer messages) {
        List<NetlinkEvent> events = new ArrayList<>();
        int malformed = NetlinkParser.parse(messages, events::add);
        assertThat(events.size() + malformed).isLessThanOrEqualTo(messages.limit() / MIN_MESSAGE + 1);
        assertThat(messages.position()).isZero();
    }
}
