package dev.virtualip.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EthernetFrameTest {
    private static final String MACS = "01005e000012" + "02005e10000b";
    private static final String IPV4 = MACS + "0800" + "45c0%04x00004000ff700000" + "c00002fb" + "e0000012";
    private static final String VERSION_2 = "210AC802000192EDC0000201C00002020000000000000000";
    private static final String MESSAGE_ONLY = "310AC8020064828AC0000201C0000202";
    private static final String WITH_PSEUDO_HEADER = "310AC8020064DEFBC0000201C0000202";
    private static final String IPV6 = MACS + "86dd" + "6c000000" + "0028" + "70ff"
            + "fe8000000000000000000000000000c8" + "ff020000000000000000000000000012"
            + "310A640200643F5DFE80000000000000000000000000000120010DB8000000000000000000000001";

    @Test
    void version2AdvertisementIsRead() {
        assertThat(read(ipv4(VERSION_2)))
                .contains(new CapturedPacket.Advert(
                        7,
                        "a",
                        address("192.0.2.251"),
                        address("224.0.0.18"),
                        255,
                        2,
                        10,
                        200,
                        1000,
                        List.of(address("192.0.2.1"), address("192.0.2.2")),
                        CapturedPacket.ChecksumForm.MESSAGE_ONLY));
    }

    @Test
    void checksumFormsAreDistinguished() {
        assertThat(checksum(ipv4(MESSAGE_ONLY))).isEqualTo(CapturedPacket.ChecksumForm.MESSAGE_ONLY);
        assertThat(checksum(ipv4(WITH_PSEUDO_HEADER))).isEqualTo(CapturedPacket.ChecksumForm.WITH_PSEUDO_HEADER);
        assertThat(checksum(ipv4(WITH_PSEUDO_HEADER.replace("DEFB", "DEFC"))))
                .isEqualTo(CapturedPacket.ChecksumForm.WRONG);
        assertThat(checksum(IPV6)).isEqualTo(CapturedPacket.ChecksumForm.WITH_PSEUDO_HEADER);
    }

    @Test
    void gratuitousArpIsClaimAndRequestIsQuestion() {
        String arp =
                "ffffffffffff02005e10000b" + "0806" + "0001080006040001" + "02005e10000b" + "c0000264" + "ffffffffffff";
        assertThat(read(arp + "c0000264"))
                .contains(new CapturedPacket.Claim(7, "a", address("192.0.2.100"), "02005e10000b"));
        assertThat(read(arp + "c0000265")).contains(new CapturedPacket.Question(7, "a", address("192.0.2.101")));
        assertThat(read(arp.replace("06040001", "06040002") + "c0000265")).isEmpty();
    }

    @Test
    void unsolicitedNeighborAdvertisementIsClaimAndSolicitedIsNone() {
        String header = "33330000000102005e10000b" + "86dd" + "6000000000183aff" + "20010db8000000000000000000000100"
                + "ff020000000000000000000000000001";
        String target = "20010db8000000000000000000000100";
        assertThat(read(header + "88000000" + "20000000" + target))
                .contains(new CapturedPacket.Claim(7, "a", address("2001:db8::100"), "02005e10000b"));
        assertThat(read(header + "88000000" + "60000000" + target)).isEmpty();
    }

    @Test
    void truncatedFrameIsIgnored() {
        byte[] whole = HexFormat.of().parseHex(ipv4(VERSION_2));
        for (int length = 0; length < whole.length; length++) {
            assertThat(new EthernetFrame(7, "a", Arrays.copyOf(whole, length)).read())
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    private static CapturedPacket.ChecksumForm checksum(String frame) {
        return ((CapturedPacket.Advert) read(frame).orElseThrow()).checksum();
    }

    private static Optional<CapturedPacket> read(String frame) {
        return new EthernetFrame(7, "a", HexFormat.of().parseHex(frame)).read();
    }

    private static String ipv4(String message) {
        return IPV4.formatted(20 + message.length() / 2) + message;
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
