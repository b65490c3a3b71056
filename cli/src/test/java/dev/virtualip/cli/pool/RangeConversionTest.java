package dev.virtualip.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of other programs as those of a VirtualIPPool. */
class RangeConversionTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/28, 192.0.2.0/28",
        "192.0.2.5/28, 192.0.2.0/28",
        "192.0.2.1-192.0.2.9, 192.0.2.1-192.0.2.9",
        "192.0.2.0 - 192.0.2.15, 192.0.2.0/28",
        "192.0.2.7-192.0.2.7, 192.0.2.7/32",
        "10.0.0.0/8, 10.0.0.0/8",
        "192.0.2.250-198.51.100.3, 192.0.2.250-198.51.100.3",
        "2001:DB8::1-2001:db8::9, 2001:db8::1-2001:db8::9",
        "::/8, ::/8",
        "2001:db8::/64, 2001:db8::/64",
    })
    void rangeBecomesOneRange(String text, String expected) {
        assertThat(RangeConversion.convert(text)).containsExactly(expected);
    }

    @Test
    void rangeOfIpv6AcrossGroupsBecomesNetworks() {
        assertThat(RangeConversion.convert("2001:db8::fffe-2001:db8::1:1"))
                .containsExactly("2001:db8::fffe/127", "2001:db8::1:0/127");
        assertThat(RangeConversion.convert("::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"))
                .hasSize(254);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0.0.0.0/0",
                "192.0.2.1",
                "192.0.2.1/",
                "192.0.2.1-",
                "-",
                "192.0.2.9-192.0.2.1",
                "192.0.2.1-::1"
            })
    void otherTextIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> RangeConversion.convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("null");
    }

    @Test
    void firstAndLastOfEach24AreLeftOut() {
        assertThat(RangeConversion.withoutFirstAndLastOfEach24("192.0.2.254-192.0.4.1"))
                .containsExactly("192.0.2.254/32", "192.0.3.1-192.0.3.254", "192.0.4.1/32");
        assertThat(RangeConversion.withoutFirstAndLastOfEach24("192.0.2.255/32"))
                .isEmpty();
        assertThat(RangeConversion.withoutFirstAndLastOfEach24("10.0.0.0/8")).hasSizeGreaterThan(64);
    }

    @Test
    void endsOfANetworkAreLeftOut() {
        assertThat(RangeConversion.withoutEnds("192.0.2.0/29")).isEqualTo(List.of("192.0.2.1-192.0.2.6"));
        assertThat(RangeConversion.withoutEnds("192.0.2.0/31")).isEqualTo(List.of("192.0.2.0/31"));
        assertThat(RangeConversion.withoutEnds("192.0.2.0-192.0.2.9")).isEqualTo(List.of("192.0.2.0-192.0.2.9"));
    }
}
