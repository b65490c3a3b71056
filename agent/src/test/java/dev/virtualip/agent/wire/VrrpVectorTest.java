package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of VRRP, byte for byte both ways. */
class VrrpVectorTest {

    static Stream<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void decodesToWhatItSays(Sample sample) {
        assertThat(sample.decode(sample.message()))
                .isEqualTo(
                        new Decoded.Ok(sample.advertisement(), sample.envelope().checksum(), true));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void encodesToTheSameBytes(Sample sample) {
        ByteBuffer out = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        int length = VrrpCodec.encode(sample.advertisement(), sample.envelope(), out);
        assertThat(out.slice(0, length)).isEqualTo(sample.message());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bothWorkAtThePositionOfABufferWhateverItsByteOrder(Sample sample) {
        ByteBuffer out = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).position(3);
        int length = VrrpCodec.encode(sample.advertisement(), sample.envelope(), out);
        assertThat(out.position()).isEqualTo(3);
        out.limit(3 + length);
        assertThat(sample.decode(out)).isInstanceOf(Decoded.Ok.class);
        assertThat(out.position()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyTruncationIsRefused(Sample sample) {
        ByteBuffer message = sample.message();
        for (int length = 0; length < message.limit(); length++) {
            Refusal expected = length < 8 ? Refusal.TRUNCATED : Refusal.LENGTH;
            assertThat(sample.decode(message.slice(0, length)))
                    .isEqualTo(new Decoded.Malformed(
                            expected, length < 8 ? 0 : sample.advertisement().virtualRouterId()));
        }
    }

    /** Also of the bits that mean nothing: the checksum covers all of them. */
    @ParameterizedTest
    @MethodSource("samples")
    void everyFlippedBitIsRefusedWhatsoeverIsExpected(Sample sample) {
        for (int bit = 0; bit < sample.message().limit() * Byte.SIZE; bit++) {
            ByteBuffer flipped = sample.message();
            int offset = bit / Byte.SIZE;
            flipped.put(offset, (byte) (flipped.get(offset) ^ 1 << bit % Byte.SIZE));
            assertThat(sample.decode(flipped)).as("bit %d", bit).isInstanceOf(Decoded.Malformed.class);
            assertThat(VrrpCodec.decode(sample.datagram(flipped), _ -> Expectation.ANYTHING))
                    .as("bit %d", bit)
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }
}
