package dev.virtualip.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.detect.PeerMismatches.Kind;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Refusal;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages for a router on our Virtual Router ID that is not a peer: both values, and the remedy. */
final class PeerMismatchTest {
    private static final InetAddress OWN = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");

    private static Advertisement of(String... addresses) {
        return new Advertisement(2, 55, 100, 2_000_000_000L, list(addresses));
    }

    private static List<InetAddress> list(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toList();
    }

    private static VirtualRouterSpec ours(String... addresses) {
        return SpecBuilder.named("vip", addresses).allowedSources("192.0.2.99").build();
    }

    private static RouterSettings settings(String... addresses) {
        return ours(addresses).settings(OWN, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "VERSION_MISMATCH, in version 2 where this node has 3",
        "AUTHENTICATION, with a password where this node has none",
        "AUTHENTICATION_TYPE, give both the same authentication",
        "INTERVAL_MISMATCH, every 2000 ms where this node has 100 ms",
        "SOURCE_NOT_ALLOWED, since allowedSources has only 192.0.2.99: put it there",
        "CHECKSUM, with a wrong checksum",
        "TTL, a TTL or hop limit of 64 where VRRP has 255"
    })
    void refusalOfAnotherRouterHasBothValuesAndARemedy(Refusal refusal, String words) {
        Kind kind = Objects.requireNonNull(PeerMismatch.kind(refusal));

        assertThat(PeerMismatch.of(kind, new PeerMismatch.Refused(PEER, of("192.0.2.10"), 1, 64), ours("192.0.2.10")))
                .startsWith("192.0.2.2 uses Virtual Router ID 55 on eth0 too, ")
                .contains(words, ": ")
                .endsWith(" if it is a peer, else give one of the two another ID");
    }

    @Test
    void thisHostsOwnAddressAtAnotherHostIsNamed_andALoopTheOtherCause() {
        PeerMismatch.Refused refused = new PeerMismatch.Refused(OWN, of("192.0.2.10"), 0, 255);

        assertThat(PeerMismatch.of(Kind.OWN_ADDRESS, refused, ours("192.0.2.10")))
                .contains("Virtual Router ID 55", "eth0", "192.0.2.1, this host's own address", "loop");
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED", "LENGTH", "COUNT_ZERO", "TYPE", "IP_HEADER", "UNKNOWN_VIRTUAL_ROUTER"})
    void brokenPacketsNameNoRouter(Refusal refusal) {
        assertThat(PeerMismatch.kind(refusal)).isNull();
    }

    @Test
    void sameAddressesInAnotherOrderAreTheSame() {
        assertThat(PeerMismatch.kind(of("192.0.2.11", "192.0.2.10"), settings("192.0.2.10", "192.0.2.11")))
                .isNull();
    }

    @Test
    void otherAddressesAreNamedWithBothLists_cutOffAtEight() {
        assertThat(PeerMismatch.kind(of("192.0.2.77"), settings("192.0.2.10"))).isEqualTo(Kind.ADDRESSES);
        assertThat(PeerMismatch.of(
                        Kind.ADDRESSES, PEER, of("192.0.2.10", "192.0.2.11"), ours("192.0.2.10", "192.0.2.12")))
                .contains(
                        "for 192.0.2.10, 192.0.2.11 where this node has 192.0.2.10, 192.0.2.12",
                        "give both the same addresses");
        String[] many =
                Stream.iterate(1, i -> i + 1).limit(10).map(i -> "192.0.2." + i).toArray(String[]::new);
        assertThat(PeerMismatch.of(Kind.ADDRESSES, PEER, of(many), ours("192.0.2.10")))
                .contains("192.0.2.8 and 2 more where");
    }

    @Test
    void secondOwnerIsNoPeer() {
        Advertisement owner = new Advertisement(3, 55, 255, 1_000_000_000L, list("192.0.2.10"));

        assertThat(PeerMismatch.kind(owner, settings("192.0.2.10"))).isNull();
        assertThat(PeerMismatch.kind(
                        owner,
                        SpecBuilder.named("vip", "192.0.2.10")
                                .priority(255)
                                .build()
                                .settings(OWN, 0)))
                .isEqualTo(Kind.OWNER);
        assertThat(PeerMismatch.of(Kind.OWNER, PEER, owner, ours("192.0.2.10"))).contains("priority 255");
    }

    @Test
    void linkLocalLeaderMayDiffer_orBeAbsent() {
        assertThat(PeerMismatch.sameAddresses(list("2001:db8::1"), list("fe80::1:1", "2001:db8::1")))
                .isTrue();
        assertThat(PeerMismatch.sameAddresses(list("fe80::2", "2001:db8::1"), list("fe80::1:1", "2001:db8::1")))
                .isTrue();
        assertThat(PeerMismatch.sameAddresses(list("fe80::2"), list("fe80::1"))).isFalse();
    }
}
