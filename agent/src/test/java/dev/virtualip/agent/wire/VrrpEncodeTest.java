package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of what can be said, and that what was said is heard. */
class VrrpEncodeTest {

    private static final List<InetAddress> ONE = List.of(Sample.ip("192.0.2.1"));

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void carries255Ipv4Addresses(int version) {
        List<InetAddress> addresses = IntStream.rangeClosed(1, 255)
                .mapToObj(host -> Sample.ip("198.51.100." + host))
                .toList();
        assertHeard(new Advertisement(version, 255, 255, Sample.SECOND, addresses), Sample.V2.envelope());
    }

    @Test
    void carries255Ipv6AddressesInTheGreatestLength() {
        List<InetAddress> addresses = IntStream.rangeClosed(1, 255)
                .mapToObj(host -> Sample.ip("fe80::" + Integer.toHexString(host)))
                .toList();
        Advertisement largest = new Advertisement(3, 1, 0, Sample.SECOND, addresses);
        assertThat(assertHeard(largest, Sample.V3_IPV6.envelope())).isEqualTo(VrrpCodec.LENGTH_MAX);
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000_000L, 990_000_000L, 40_950_000_000L})
    void version3CarriesEveryMultipleOf10Milliseconds(long intervalNanos) {
        assertHeard(new Advertisement(3, 10, 100, intervalNanos, ONE), Sample.V3_PSEUDO_HEADER.envelope());
    }

    @Test
    void version3SendsItsReservedBitsAsZero() {
        ByteBuffer out = ByteBuffer.allocate(12);
        Advertisement longest = new Advertisement(3, 10, 100, 40_950_000_000L, ONE);
        VrrpCodec.encode(longest, Sample.V3.envelope(), out);
        assertThat(out.getShort(4)).isEqualTo((short) 0x0fff);
    }

    @Test
    void unicastCountsTheRealDestination() {
        Envelope unicast = new Envelope(
                Sample.SOURCE, Sample.ip("192.0.2.252"), ChecksumForm.WITH_PSEUDO_HEADER, PacketAuthentication.NONE);
        assertHeard(Sample.V3.advertisement(), unicast);
    }

    @Test
    void formerBufferContentLeavesNoTrace() {
        ByteBuffer used = ByteBuffer.allocate(24).putLong(0, -1).putLong(8, -1).putLong(16, -1);
        VrrpCodec.encode(Sample.V2.advertisement(), Sample.V2.envelope(), used);
        assertThat(used).isEqualTo(Sample.V2.message());
    }

    static Stream<Advertisement> unspeakable() {
        return Stream.of(
                new Advertisement(3, 10, 100, Sample.SECOND, List.of()),
                new Advertisement(3, 10, 100, Sample.SECOND, Collections.nCopies(256, ONE.getFirst())),
                new Advertisement(3, 10, 100, Sample.SECOND, List.of(Sample.ip("2001:db8::1"))),
                new Advertisement(3, 10, 100, 5_000_000, ONE),
                new Advertisement(3, 10, 100, 15_000_000, ONE),
                new Advertisement(3, 10, 100, 0, ONE),
                new Advertisement(3, 10, 100, 40_960_000_000L, ONE),
                new Advertisement(2, 10, 100, 400_000_000, ONE),
                new Advertisement(2, 10, 100, 256 * Sample.SECOND, ONE),
                new Advertisement(4, 10, 100, Sample.SECOND, ONE),
                new Advertisement(3, 0, 100, Sample.SECOND, ONE),
                new Advertisement(3, 256, 100, Sample.SECOND, ONE),
                new Advertisement(3, 10, -1, Sample.SECOND, ONE),
                new Advertisement(3, 10, 256, Sample.SECOND, ONE));
    }

    @ParameterizedTest
    @MethodSource("unspeakable")
    void unencodableValueIsADefectOfTheCaller(Advertisement advertisement) {
        ByteBuffer out = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VrrpCodec.encode(advertisement, Sample.V3.envelope(), out));
    }

    @Test
    void version2KnowsNoIpv6() {
        Advertisement advertisement = new Advertisement(2, 10, 100, Sample.SECOND, List.of(Sample.ip("fe80::1")));
        ByteBuffer out = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VrrpCodec.encode(advertisement, Sample.V3_IPV6.envelope(), out))
                .withMessageContaining("version 2 with IPv4");
    }

    @Test
    void bufferThatIsTooSmallIsNotWrittenTo() {
        ByteBuffer out = ByteBuffer.allocate(15);
        assertThatThrownBy(() -> VrrpCodec.encode(Sample.V3.advertisement(), Sample.V3.envelope(), out))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(out).isEqualTo(ByteBuffer.allocate(15));
    }

    private static int assertHeard(Advertisement advertisement, Envelope envelope) {
        ByteBuffer out = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        int length = VrrpCodec.encode(advertisement, envelope, out);
        Datagram datagram = new Datagram(envelope.source(), envelope.destination(), 255, out.slice(0, length));
        assertThat(VrrpCodec.decode(datagram, _ -> Expectation.ANYTHING))
                .isEqualTo(new Decoded.Ok(advertisement, envelope.checksum(), true));
        return length;
    }
}
