package dev.virtualip.crds.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.10, 192.0.2.10",
        "2001:DB8::10, 2001:db8::10",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:0:0:0:1:0:0, 2001:db8::1:0:0",
        "0:0:0:0:0:0:0:0, ::",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:db8:1:2:3:4:c000:20a, 2001:db8:1:2:3:4:c000:20a"
    })
    void ipv6IsWrittenAsRfc5952Says(String text, String written) {
        assertThat(AddressText.format(AddressText.parse(text))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2",
                "192.0.2.1.1",
                "192.0.2.256",
                "192.0.2.010",
                "3221225994",
                "0xc0000201",
                "localhost",
                ":",
                ":::",
                "1::2::3",
                "2001:db8::g",
                "[2001:db8::1]",
                "2001:db8::1 ",
                "192.0.2.10/24",
                "fe80::1%1",
                "::ffff:192.0.2.10"
            })
    void textThatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressText.parse(text));
    }
}
