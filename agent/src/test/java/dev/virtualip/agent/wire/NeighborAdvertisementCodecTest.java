package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbor advertisements (RFC 4861), byte for byte both ways. */
class NeighborAdvertisementCodecTest {

    private static final MacAddress MAC = new MacAddress(0x0200_0000_00fbL);
    private static final InetAddress TARGET = Sample.ip("2001:db8::1");
    private static final int ICMP = 54;

    private final ByteBuffer out = ByteBuffer.allocate(NeighborAdvertisementCodec.FRAME_LENGTH);

    @Test
    void routerAnnouncesFromItsLinkLocalAddress() {
        NeighborAnnouncement announcement = new NeighborAnnouncement(MAC, Sample.SOURCE_6, TARGET, true);
        assertThat(NeighborAdvertisementCodec.encode(announcement, out)).isEqualTo(86);
        assertThat(out).isEqualTo(Vector.NEIGHBOR_ADVERTISEMENT.buffer());
    }

    @Test
    void hostAnnouncesAsKeepalivedDoes() {
        NeighborAdvertisementCodec.encode(new NeighborAnnouncement(MAC, TARGET, TARGET, false), out);
        assertThat(out).isEqualTo(Vector.KEEPALIVED_NEIGHBOR_ADVERTISEMENT.buffer());
    }

    @Test
    void isReadAsAClaim() {
        assertThat(NeighborAdvertisementCodec.decodeFrame(Vector.NEIGHBOR_ADVERTISEMENT.buffer()))
                .isEqualTo(new NeighborClaim(TARGET, MAC, true, false, true));
        assertThat(NeighborAdvertisementCodec.decodeFrame(Vector.KEEPALIVED_NEIGHBOR_ADVERTISEMENT.buffer()))
                .isEqualTo(new NeighborClaim(TARGET, MAC, false, false, true));
    }

    @Test
    void solicitedFlagIsRead() {
        ByteBuffer icmp = icmp().put(4, (byte) 0x40);
        assertThat(NeighborAdvertisementCodec.decodePayload(icmp))
                .isEqualTo(new NeighborClaim(TARGET, MAC, false, true, false));
    }

    @Test
    void linkLayerAddressMayBeAbsentOrComeAfterAnotherOption() {
        assertThat(NeighborAdvertisementCodec.decodePayload(icmp().slice(0, 24)))
                .isEqualTo(new NeighborClaim(TARGET, null, true, false, true));
        byte[] nonce = HexFormat.of().parseHex("0e01010203040506");
        ByteBuffer icmp = ByteBuffer.allocate(40).put(0, icmp(), 0, 24).put(24, nonce);
        icmp.put(32, icmp(), 24, 8);
        assertThat(NeighborAdvertisementCodec.decodePayload(icmp))
                .isEqualTo(new NeighborClaim(TARGET, MAC, true, false, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0200000000000000", "0202000000000000", "02", "020100"})
    void optionOfNoLengthOrBeyondTheEndSpoilsTheMessage(String option) {
        byte[] bytes = HexFormat.of().parseHex(option);
        ByteBuffer icmp =
                ByteBuffer.allocate(24 + bytes.length).put(0, icmp(), 0, 24).put(24, bytes);
        assertThat(NeighborAdvertisementCodec.decodePayload(icmp)).isNull();
    }

    @Test
    void linkLayerAddressOfAnotherLengthIsNotRead() {
        ByteBuffer icmp =
                ByteBuffer.allocate(40).put(0, icmp(), 0, 24).put(24, (byte) 2).put(25, (byte) 2);
        assertThat(NeighborAdvertisementCodec.decodePayload(icmp))
                .isEqualTo(new NeighborClaim(TARGET, null, true, false, true));
    }

    @Test
    void multicastTargetOrAnotherTypeOrCodeIsNothing() {
        assertThat(NeighborAdvertisementCodec.decodePayload(icmp().put(8, (byte) 0xff)))
                .isNull();
        assertThat(NeighborAdvertisementCodec.decodePayload(icmp().put(0, (byte) 135)))
                .isNull();
        assertThat(NeighborAdvertisementCodec.decodePayload(icmp().put(1, (byte) 1)))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"NEIGHBOR_ADVERTISEMENT", "KEEPALIVED_NEIGHBOR_ADVERTISEMENT"})
    void everyTruncationIsNothing(Vector vector) {
        for (int length = 0; length < vector.bytes().length; length++) {
            assertThat(NeighborAdvertisementCodec.decodeFrame(vector.buffer().slice(0, length)))
                    .isNull();
        }
    }

    /** EtherType, IP version, next header, hop limit, the checksum's own bytes and every byte under it. */
    @Test
    void frameWithoutValidIcmpv6IsIgnored() {
        for (int offset : new int[] {12, 13, 14, 18, 20, 21, 37, 53, 56, 57, 61, 77, 85}) {
            ByteBuffer frame = Vector.NEIGHBOR_ADVERTISEMENT.buffer();
            frame.put(offset, (byte) (frame.get(offset) ^ 0x11));
            assertThat(NeighborAdvertisementCodec.decodeFrame(frame))
                    .as("offset %d", offset)
                    .isNull();
        }
    }

    @Test
    void paddingBehindThePacketIsNoOption() {
        ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(Vector.NEIGHBOR_ADVERTISEMENT.bytes(), 90));
        assertThat(NeighborAdvertisementCodec.decodeFrame(padded))
                .isEqualTo(new NeighborClaim(TARGET, MAC, true, false, true));
    }

    @Test
    void ipv4AddressIsADefectOfTheCaller() {
        NeighborAnnouncement wrong = new NeighborAnnouncement(MAC, Sample.SOURCE_6, Sample.ip("192.0.2.1"), true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighborAdvertisementCodec.encode(wrong, out))
                .withMessageContaining("IPV6");
    }

    private static ByteBuffer icmp() {
        return Vector.NEIGHBOR_ADVERTISEMENT.buffer().slice(ICMP, 32);
    }
}
