package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Refusal;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why a router on our Virtual Router ID is no peer, with what would make it one. */
final class StrangenessTest {
    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.1");

    private static Advertisement of(String... addresses) {
        List<InetAddress> list =
                Stream.of(addresses).map(InetAddress::ofLiteral).toList();
        return new Advertisement(3, 55, 100, 1_000_000_000L, list);
    }

    private static RouterSettings ours(String... addresses) {
        return SpecBuilder.named("vip", addresses).build().settings(SOURCE, 0);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "VERSION_MISMATCH",
                "AUTHENTICATION",
                "AUTHENTICATION_TYPE",
                "INTERVAL_MISMATCH",
                "SOURCE_NOT_ALLOWED"
            })
    void aRefusalThatSpeaksOfAnotherRouterHasWordsAndARemedy(Refusal refusal) {
        assertThat(Strangeness.of(refusal)).contains("is not heard: ");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHECKSUM", "TTL", "TRUNCATED", "OWN_SOURCE", "LENGTH"})
    void brokenPacketsSpeakOfNobody(Refusal refusal) {
        assertThat(Strangeness.of(refusal)).isNull();
    }

    @Test
    void theSameAddressesInAnotherOrderAreTheSame() {
        assertThat(Strangeness.of(of("192.0.2.11", "192.0.2.10"), ours("192.0.2.10", "192.0.2.11")))
                .isNull();
    }

    @Test
    void otherAddressesAreNamed_butNotAllOfThem() {
        assertThat(Strangeness.of(of("192.0.2.77"), ours("192.0.2.10"))).startsWith("for 192.0.2.77: ");
        assertThat(Strangeness.of(of("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"), ours("192.0.2.10")))
                .startsWith("for 192.0.2.1, 192.0.2.2, 192.0.2.3 and others: ");
    }

    @Test
    void aLinkLocalLeaderMayDiffer_orBeAbsent() {
        assertThat(Strangeness.of(of("2001:db8::1"), ours("fe80::1:1", "2001:db8::1")))
                .isNull();
        assertThat(Strangeness.of(of("fe80::2", "2001:db8::1"), ours("fe80::1:1", "2001:db8::1")))
                .isNull();
        assertThat(Strangeness.of(of("fe80::2"), ours("fe80::1"))).isNotNull();
    }
}
