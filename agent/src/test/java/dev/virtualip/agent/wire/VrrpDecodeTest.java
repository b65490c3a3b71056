package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding of VRRP messages, rule by rule. */
class VrrpDecodeTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 254})
    void hopLimitOtherThan255IsRefusedForMulticastAndUnicast(int hopLimit) {
        for (InetAddress destination : List.of(Sample.GROUP, Sample.ip("192.0.2.252"))) {
            Datagram datagram = new Datagram(Sample.SOURCE, destination, hopLimit, Sample.V3.message());
            assertRefused(VrrpCodec.decode(datagram, _ -> Expectation.ANYTHING), Refusal.TTL);
        }
    }

    @Test
    void unicastWithHopLimit255IsTaken() {
        Datagram datagram = new Datagram(Sample.SOURCE, Sample.ip("192.0.2.252"), 255, Sample.V3.message());
        assertThat(VrrpCodec.decode(datagram, _ -> Expectation.ANYTHING)).isInstanceOf(Decoded.Ok.class);
    }

    @Test
    void version2OverIpv6IsRefused() {
        Datagram datagram = new Datagram(Sample.SOURCE_6, Sample.GROUP_6, 255, Sample.V2.message());
        assertRefused(VrrpCodec.decode(datagram, _ -> Expectation.ANYTHING), Refusal.VERSION);
    }

    @Test
    void addressesOfTwoFamiliesAroundOneMessageAreRefused() {
        Datagram datagram = new Datagram(Sample.SOURCE_6, Sample.GROUP, 255, Sample.V3.message());
        assertRefused(VrrpCodec.decode(datagram, _ -> Expectation.ANYTHING), Refusal.IP_HEADER);
    }

    @Test
    void virtualRouterId0IsRefused() {
        ByteBuffer message = repaired(Sample.V3, Sample.V3.message().put(1, (byte) 0));
        Decoded decoded = VrrpCodec.decode(Sample.V3.datagram(message), _ -> Expectation.ANYTHING);
        assertRefused(decoded, Refusal.UNKNOWN_VIRTUAL_ROUTER);
    }

    @Test
    void version3WithTheAuthenticationDataOfVersion2HasTheWrongLength() {
        ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(Vector.V3_IPV4_MESSAGE_ONLY.bytes(), 24));
        assertRefused(Sample.V3.decode(longer), Refusal.LENGTH);
    }

    @Test
    void version2WithoutAuthenticationDataHasTheWrongLength() {
        assertRefused(Sample.V2.decode(Sample.V2.message().slice(0, 16)), Refusal.LENGTH);
    }

    @Test
    void reservedBitsOfVersion3AreIgnored() {
        ByteBuffer message = repaired(Sample.V3, Sample.V3.message().put(4, (byte) 0xf0));
        assertOk(Sample.V3.decode(message))
                .extracting(Decoded.Ok::advertisement)
                .isEqualTo(Sample.V3.advertisement());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 254, 255})
    void everyPriorityIsTaken(int priority) {
        ByteBuffer message = repaired(Sample.V3, Sample.V3.message().put(2, (byte) priority));
        assertOk(Sample.V3.decode(message))
                .extracting(ok -> ok.advertisement().priority())
                .isEqualTo(priority);
    }

    @Test
    void version3IntervalIsIn10MillisecondsAndNeverAMismatch() {
        ByteBuffer longest = repaired(Sample.V3, Sample.V3.message().putShort(4, (short) 4095));
        assertOk(Sample.V3.decode(longest))
                .extracting(ok -> ok.advertisement().intervalNanos())
                .isEqualTo(40_950_000_000L);
        ByteBuffer shortest = repaired(Sample.V3, Sample.V3.message().putShort(4, (short) 1));
        assertOk(Sample.V3.decode(shortest))
                .extracting(ok -> ok.advertisement().intervalNanos())
                .isEqualTo(10_000_000L);
    }

    /** The reserved bits are no part of the interval, so that they cannot hide a zero. */
    @ParameterizedTest
    @ValueSource(ints = {0, 0xf000})
    void version3IntervalOfZeroIsRefusedWhatsoeverIsExpected(int field) {
        ByteBuffer message = repaired(Sample.V3, Sample.V3.message().putShort(4, (short) field));
        assertRefused(Sample.V3.decode(message), Refusal.INTERVAL_ZERO);
        Decoded anything = VrrpCodec.decode(Sample.V3.datagram(message), _ -> Expectation.ANYTHING);
        assertRefused(anything, Refusal.INTERVAL_ZERO);
    }

    @Test
    void bothChecksumsOfVersion3OverIpv4AreAcceptedAndDistinguished() {
        assertOk(Sample.V3.decode(Sample.V3_PSEUDO_HEADER.message()))
                .extracting(Decoded.Ok::checksum)
                .isEqualTo(ChecksumForm.WITH_PSEUDO_HEADER);
        assertOk(Sample.V3_PSEUDO_HEADER.decode(Sample.V3.message()))
                .extracting(Decoded.Ok::checksum)
                .isEqualTo(ChecksumForm.MESSAGE_ONLY);
    }

    @Test
    void pseudoHeaderHoldsTheAddressesThatTheMessageCameWith() {
        ByteBuffer message = Sample.V3_PSEUDO_HEADER.message();
        Datagram elsewhere = new Datagram(Sample.ip("192.0.2.250"), Sample.GROUP, 255, message);
        assertRefused(VrrpCodec.decode(elsewhere, _ -> Expectation.ANYTHING), Refusal.CHECKSUM);
    }

    @Test
    void overIpv6AChecksumWithoutPseudoHeaderIsWrong() {
        ByteBuffer message = Sample.V3_IPV6.message().putShort(6, (short) 0);
        message.putShort(6, InternetChecksum.of(message, 0));
        assertRefused(Sample.V3_IPV6.decode(message), Refusal.CHECKSUM);
    }

    @Test
    void version2WithAPseudoHeaderInItsChecksumIsWrong() {
        ByteBuffer message = Sample.V2.message().putShort(6, (short) 0);
        int pseudoHeader = InternetChecksum.pseudoHeader(Sample.SOURCE, Sample.GROUP, 112, message.limit());
        message.putShort(6, InternetChecksum.of(message, pseudoHeader));
        assertRefused(Sample.V2.decode(message), Refusal.CHECKSUM);
    }

    /** RFC 9568 erratum 8300: counted, and taken all the same. */
    @Test
    void ipv6ListThatBeginsWithAGlobalAddressIsTakenAndMarked() {
        Advertisement global = new Advertisement(3, 10, 100, Sample.SECOND, List.of(Sample.ip("2001:db8::1")));
        ByteBuffer out = ByteBuffer.allocate(24);
        VrrpCodec.encode(global, Sample.V3_IPV6.envelope(), out);
        assertThat(Sample.V3_IPV6.decode(out))
                .isEqualTo(new Decoded.Ok(global, ChecksumForm.WITH_PSEUDO_HEADER, false));
    }

    @Test
    void ipv4AddressWrittenAsIpv6StaysSixteenBytesLong() {
        ByteBuffer message = Sample.V3_IPV6.message().putLong(8, 0).putLong(16, 0xffff_c000_0201L);
        assertOk(Sample.V3_IPV6.decode(repaired(Sample.V3_IPV6, message)))
                .extracting(ok -> ok.advertisement().addresses().getFirst().getAddress().length)
                .isEqualTo(16);
    }

    private static ByteBuffer repaired(Sample sample, ByteBuffer message) {
        Envelope envelope = sample.envelope();
        int pseudoHeader =
                InternetChecksum.pseudoHeader(envelope.source(), envelope.destination(), 112, message.limit());
        message.putShort(6, (short) 0);
        return message.putShort(6, InternetChecksum.of(message, pseudoHeader));
    }

    private static void assertRefused(Decoded decoded, Refusal reason) {
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isEqualTo(reason));
    }

    private static ObjectAssert<Decoded.Ok> assertOk(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Ok.class);
        return assertThat((Decoded.Ok) decoded);
    }
}
