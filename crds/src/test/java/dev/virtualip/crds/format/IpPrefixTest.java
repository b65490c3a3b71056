package dev.virtualip.crds.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.10/24, 192.0.2.10/24",
        "192.0.2.10, 192.0.2.10/32",
        "2001:db8::10/64, 2001:db8::10/64",
        "2001:db8::10, 2001:db8::10/128"
    })
    void addressWithoutPrefixIsAHostsOwn(String text, String written) {
        assertThat(IpPrefix.parse(text)).hasToString(written);
    }

    @Test
    void addressesAreComparedAsAddresses() {
        assertThat(IpPrefix.parse("2001:db8::10")).isEqualTo(IpPrefix.parse("2001:DB8:0:0::0:10/128"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.10/",
                "192.0.2.10/0",
                "192.0.2.10/33",
                "192.0.2.10/024",
                "192.0.2.10/2 4",
                "/24",
                "2001:db8::10/129",
                "2001:db8::10/64/64",
                "192.0.2.10/-1"
            })
    void prefixOutOfBoundsIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, the address of its network",
        "192.0.2.255/24, the broadcast address of its network",
        "255.255.255.255, the broadcast address",
        "0.0.0.0, the unspecified address",
        "::, the unspecified address",
        "127.0.0.1, a loopback address",
        "::1, a loopback address",
        "224.0.0.18, a multicast address",
        "ff02::12, a multicast address",
        "2001:db8::/64, the address of its network"
    })
    void addressThatIsNoHostsIsNamed(String text, String kind) {
        assertThat(IpPrefix.parse(text).objection()).hasValue(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0/31",
                "192.0.2.1/31",
                "192.0.2.0",
                "192.0.2.255/23",
                "192.0.2.1/24",
                "2001:db8::/127",
                "2001:db8::ffff:ffff:ffff:ffff/64",
                "fe80::1/64"
            })
    void hostsAddressIsAccepted(String text) {
        assertThat(IpPrefix.parse(text).objection()).isEmpty();
    }
}
