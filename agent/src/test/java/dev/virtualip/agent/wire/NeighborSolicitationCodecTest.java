package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The question of duplicate address detection (RFC 4862 section 5.4.2), byte for byte. */
class NeighborSolicitationCodecTest {

    private static final MacAddress MAC = new MacAddress(0x0200_0000_00fbL);
    private static final int GROUP_MAC = 0;
    private static final int GROUP = 38;

    private final ByteBuffer out = ByteBuffer.allocate(NeighborSolicitationCodec.FRAME_LENGTH);

    @Test
    void isWrittenAsLinuxWritesIt() {
        assertThat(NeighborSolicitationCodec.encodeProbe(MAC, Sample.ip("2001:db8::1"), out))
                .isEqualTo(78);
        assertThat(out).isEqualTo(Vector.LINUX_NEIGHBOR_SOLICITATION.buffer());
    }

    /** RFC 4291 section 2.7.1 and RFC 2464 section 7. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8::a0b:c0d, ff02::1:ff0b:c0d, 33:33:ff:0b:0c:0d",
        "fe80::ff:ffff:ffff, ff02::1:ffff:ffff, 33:33:ff:ff:ff:ff"
    })
    void goesToTheGroupOfTheTargetsLastThreeBytes(String target, String group, String mac) {
        NeighborSolicitationCodec.encodeProbe(MAC, Sample.ip(target), out);
        assertThat(MacAddress.read(out, GROUP_MAC)).hasToString(mac);
        byte[] destination = new byte[16];
        out.get(GROUP, destination);
        assertThat(destination).isEqualTo(Sample.ip(group).getAddress());
    }

    @Test
    void claimsNothing() {
        NeighborSolicitationCodec.encodeProbe(MAC, Sample.ip("2001:db8::1"), out);
        assertThat(NeighborAdvertisementCodec.decodeFrame(out)).isNull();
    }

    @Test
    void ipv4AddressIsADefectOfTheCaller() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighborSolicitationCodec.encodeProbe(MAC, Sample.ip("192.0.2.1"), out))
                .withMessageContaining("IPV6");
    }
}
