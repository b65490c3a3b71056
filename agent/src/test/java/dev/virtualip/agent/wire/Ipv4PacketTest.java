package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The IPv4 header that a raw socket delivers (RFC 791). */
class Ipv4PacketTest {

    private final ByteBuffer packet = Vector.KEEPALIVED_V3_IPV4.buffer();

    @Test
    void packetOfKeepalivedIsTakenOutOfItsHeader() {
        assertThat(Ipv4Packet.unwrap(packet))
                .isEqualTo(new Datagram(Sample.SOURCE, Sample.GROUP, 255, packet.slice(20, 12)));
    }

    @Test
    void paddingOfAShortEthernetFrameIsCutOff() {
        ByteBuffer padded = ByteBuffer.allocate(46).put(0, Vector.KEEPALIVED_V3_IPV4.bytes());
        assertThat(Ipv4Packet.unwrap(padded)).isEqualTo(Ipv4Packet.unwrap(packet));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 15})
    void optionsAreSkipped(int headerWords) {
        assertThat(Ipv4Packet.unwrap(withOptions(headerWords))).isEqualTo(Ipv4Packet.unwrap(packet));
    }

    @Test
    void packetMayBeginAnywhereInTheBuffer() {
        ByteBuffer shifted = ByteBuffer.allocate(60)
                .put(7, Vector.KEEPALIVED_V3_IPV4.bytes())
                .position(7);
        assertThat(Ipv4Packet.unwrap(shifted)).isEqualTo(Ipv4Packet.unwrap(packet));
        assertThat(shifted.position()).isEqualTo(7);
    }

    @Test
    void everyTruncationIsTruncated() {
        for (int length = 0; length < packet.limit(); length++) {
            assertThat(Ipv4Packet.refusal(packet.slice(0, length))).isEqualTo(Refusal.TRUNCATED);
            assertThat(Ipv4Packet.unwrap(packet.slice(0, length))).isNull();
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "0, 0x65, version 6",
        "0, 0x44, a header of 16 bytes",
        "0, 0x49, a header longer than the packet",
        "3, 19, a packet shorter than its header",
        "9, 17, UDP",
        "6, 0x20, more fragments to come",
        "7, 1, a later fragment"
    })
    void headerThatDoesNotHoldTogetherIsRefused(int offset, String value, String what) {
        packet.put(offset, Integer.decode(value).byteValue());
        assertThat(Ipv4Packet.refusal(packet)).as(what).isEqualTo(Refusal.IP_HEADER);
        assertThat(Ipv4Packet.unwrap(packet)).isNull();
    }

    @Test
    void flagDontFragmentIsFine() {
        packet.put(6, (byte) 0x40);
        assertThat(Ipv4Packet.unwrap(packet)).isInstanceOf(Datagram.class);
    }

    @Test
    void timeToLiveIsReadWithoutJudgement() {
        packet.put(8, (byte) 128);
        assertThat(Ipv4Packet.unwrap(packet))
                .isInstanceOfSatisfying(
                        Datagram.class,
                        datagram -> assertThat(datagram.hopLimit()).isEqualTo(128));
    }

    private ByteBuffer withOptions(int headerWords) {
        int headerLength = headerWords * Integer.BYTES;
        ByteBuffer longer = ByteBuffer.allocate(headerLength + 12);
        longer.put(0, packet, 0, 20).put(headerLength, packet, 20, 12);
        longer.put(0, (byte) (4 << 4 | headerWords));
        return longer.putShort(2, (short) longer.limit());
    }
}
