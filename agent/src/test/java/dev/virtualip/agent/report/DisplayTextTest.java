package dev.virtualip.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.VirtualAddress;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "40000, 0.04 ms",
        "10000000, 10 ms",
        "100000000, 100 ms",
        "1000000000, 1 s",
        "3609375000, 3.609 s",
        "40950000000, 40.95 s",
        "100000000000, 100 s"
    })
    void durationsAreInTheUnitThatReadsBest(long nanos, String text) {
        assertThat(DisplayText.duration(nanos)).isEqualTo(text);
    }

    @Test
    void ofManyAddressesTheFirstAreShownAndTheRestIsCounted() {
        List<InetAddress> addresses = Collections.nCopies(250, SampleSnapshots.VIRTUAL);

        assertThat(DisplayText.addresses(addresses)).isEqualTo("192.168.31.5, 192.168.31.5, 192.168.31.5 and 247 more");
        assertThat(DisplayText.addresses(addresses.subList(0, 2))).isEqualTo("192.168.31.5, 192.168.31.5");
    }

    @Test
    void addressesAreInTheFormOfRfc5952() {
        assertThat(DisplayText.prefixed(new VirtualAddress(InetAddress.ofLiteral("2001:DB8:0:0:0:0:0:5"), 64)))
                .isEqualTo("2001:db8::5/64");
    }
}
