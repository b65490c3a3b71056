package dev.virtualip.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9851", "[::1]:9851", "192.0.2.7:0"})
    void addressAndAPort(String text) {
        assertThat(ListenAddress.format(ListenAddress.parse(text))).isEqualTo(text);
    }

    @Test
    void portAloneIsAllAddresses() {
        assertThat(ListenAddress.parse(":9851").getAddress().isAnyLocalAddress())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "9851, it is not ADDRESS:PORT",
        "127.0.0.1, it is not ADDRESS:PORT",
        "127.0.0.1:http, it is not ADDRESS:PORT",
        "::1:9851, it is not ADDRESS:PORT",
        "127.0.0.1:65536, ports end at 65535",
        "localhost:9851, is not an IP address",
        "'', it is not ADDRESS:PORT"
    })
    void anythingElseIsRefusedWithAnExample(String text, String why) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("cannot listen on '" + text + "'", why, "127.0.0.1:9851");
    }
}
