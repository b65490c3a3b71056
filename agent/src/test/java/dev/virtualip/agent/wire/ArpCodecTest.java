package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ARP frames (RFC 826, RFC 5227), byte for byte both ways. */
class ArpCodecTest {

    private static final MacAddress MAC = new MacAddress(0x0200_0000_00fbL);
    private static final InetAddress ADDRESS = Sample.ip("192.0.2.1");

    private final ByteBuffer out = ByteBuffer.allocate(ArpCodec.FRAME_LENGTH);

    @Test
    void gratuitousArpIsWrittenAsKeepalivedWritesIt() {
        assertThat(ArpCodec.encodeGratuitous(MAC, ADDRESS, out)).isEqualTo(42);
        assertThat(out).isEqualTo(Vector.KEEPALIVED_ARP_GRATUITOUS.buffer());
    }

    @Test
    void gratuitousArpIsReadAsAClaim() {
        assertThat(ArpCodec.decodeFrame(Vector.KEEPALIVED_ARP_GRATUITOUS.buffer()))
                .isEqualTo(new ArpMessage(ArpMessage.REQUEST, MAC, ADDRESS, MacAddress.BROADCAST, ADDRESS));
    }

    @Test
    void probeClaimsNothing() {
        ArpCodec.encodeProbe(MAC, ADDRESS, out);
        assertThat(out).isEqualTo(Vector.ARP_PROBE.buffer());
        assertThat(ArpCodec.decodeFrame(out))
                .isEqualTo(new ArpMessage(ArpMessage.REQUEST, MAC, Sample.ip("0.0.0.0"), MacAddress.ZERO, ADDRESS));
    }

    @Test
    void replyAndPaddingAreRead() {
        ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(Vector.KEEPALIVED_ARP_GRATUITOUS.bytes(), 60));
        padded.put(21, (byte) ArpMessage.REPLY);
        assertThat(ArpCodec.decodeFrame(padded))
                .isEqualTo(new ArpMessage(ArpMessage.REPLY, MAC, ADDRESS, MacAddress.BROADCAST, ADDRESS));
    }

    @Test
    void everyTruncationIsNothing() {
        ByteBuffer frame = Vector.KEEPALIVED_ARP_GRATUITOUS.buffer();
        for (int length = 0; length < frame.limit(); length++) {
            assertThat(ArpCodec.decodeFrame(frame.slice(0, length))).isNull();
        }
    }

    /** EtherType, hardware, protocol, and both lengths. */
    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18, 19})
    void otherArpThanIpv4OverEthernetIsIgnored(int offset) {
        ByteBuffer frame = Vector.KEEPALIVED_ARP_GRATUITOUS.buffer();
        assertThat(ArpCodec.decodeFrame(frame.put(offset, (byte) 0x42))).isNull();
    }

    @Test
    void ipv6AddressIsADefectOfTheCaller() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArpCodec.encodeGratuitous(MAC, Sample.ip("2001:db8::1"), out))
                .withMessageContaining("IPV4");
    }
}
