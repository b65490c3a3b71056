package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 1071. */
class InternetChecksumTest {

    /** The worked example of RFC 1071 section 3: the sum is ddf2. */
    @Test
    void exampleOfTheRfc() {
        assertThat(InternetChecksum.of(hex("0001f203f4f5f6f7"), 0)).isEqualTo((short) ~0xddf2);
    }

    @Test
    void lastOddByteCountsAsIfAZeroFollowed() {
        assertThat(InternetChecksum.of(hex("0001f203f4"), 0)).isEqualTo(InternetChecksum.of(hex("0001f203f400"), 0));
    }

    @Test
    void noBytesAtAllSumUpToZero() {
        assertThat(InternetChecksum.of(hex(""), 0)).isEqualTo((short) 0xffff);
        assertThat(InternetChecksum.holds(hex(""), 0)).isFalse();
    }

    @Test
    void carriesThatCarryAgainAreFolded() {
        assertThat(InternetChecksum.of(hex("ffffffff0001"), 0)).isEqualTo((short) ~0x0001);
    }

    @Test
    void longestMessageOfAllOnesDoesNotOverflow() {
        byte[] ones = new byte[65_535];
        Arrays.fill(ones, (byte) 0xff);
        int pseudoHeader = InternetChecksum.pseudoHeader(
                Sample.ip("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), Sample.GROUP_6, 112, ones.length);
        int expected = (int) ((32_767L * 0xffff + 0xff00 + pseudoHeader) % 0xffff);
        assertThat(InternetChecksum.of(ByteBuffer.wrap(ones), pseudoHeader)).isEqualTo((short) ~expected);
    }

    @Test
    void onlyWhatLiesBetweenPositionAndLimitCounts() {
        ByteBuffer within = hex("aa0001f203f4f5f6f7aa").position(1).limit(9);
        assertThat(InternetChecksum.of(within, 0)).isEqualTo((short) ~0xddf2);
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
