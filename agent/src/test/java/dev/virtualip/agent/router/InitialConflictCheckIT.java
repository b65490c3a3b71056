package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.ClaimedAddress;
import dev.virtualip.testkit.junit.SideBySide;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Before an address is bound for the first time the network is asked, on the real kernel: two hosts and a cable. */
@SideBySide
final class InitialConflictCheckIT extends ConnectedHosts {
    private static final String IPV6 = "2001:db8::10";

    private static SpecBuilder vip(String... addresses) {
        return SpecBuilder.named("vip", addresses).askFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.10", IPV6})
    void addressThatAnotherHostHasIsNotBound_untilThatHostGivesItUp(String address) throws Exception {
        peer.ip("addr add %s dev eth0 %s".formatted(address, address.equals(IPV6) ? "nodad" : ""));
        host.start(
                vip(address).build(),
                SpecBuilder.named("neighbour", "192.0.2.11").id(56).askFirst().build());
        host.awaitCondition("vip", "AddressInUse");
        assertThat(host.router("vip").state().label()).isEqualTo("Backup");
        assertThat(host.addresses("eth0")).doesNotContain(address);
        assertThat(host.message("vip", "AddressInUse"))
                .contains(InetAddress.ofLiteral(address).getHostAddress(), "eth0", mac(peer));
        assertThat(host.router("vip").addressesInUse())
                .containsExactly(new ClaimedAddress(InetAddress.ofLiteral(address), mac(peer)));
        host.await("neighbour", "Active");
        assertThat(host.notices()).containsOnlyOnce("AddressInUse");

        peer.ip("addr del %s dev eth0".formatted(address));
        host.await("vip", "Active");
        Host.until("bound", () -> host.addresses("eth0").contains(address));
        assertThat(host.reasons("vip")).isEmpty();
        assertThat(host.router("vip").addressesInUse()).isEmpty();
    }

    @Test
    void askingCostsNoTime() throws Exception {
        SpecBuilder slow = vip("192.0.2.10").priority(200).everyMillis(200);
        host.start(slow.build());
        host.await("vip", "Active");
        long protocol = 3 * 200 + (256 - 200) * 200 / 256;

        long listened = host.steps().get(1).event().nowNanos()
                - host.steps().get(0).event().nowNanos();
        assertThat(Duration.ofNanos(listened))
                .isBetween(Duration.ofMillis(protocol), Duration.ofMillis(protocol + 500));
    }

    @Test
    void routerBesideALivingActiveIsNotHeldBackByItsAnswer() throws Exception {
        peer.start(vip("192.0.2.10").build());
        peer.await("vip", "Active");
        host.start(vip("192.0.2.10").priority(200).build());

        host.await("vip", "Active");
        peer.await("vip", "Backup");
        assertThat(host.notices()).doesNotContain("AddressInUse");
    }

    @Test
    void moveGroupWaitsForTheAddressOfAnyMember_andThenGoesTogether() throws Exception {
        peer.ip("addr add 192.0.2.10 dev eth0");
        host.start(
                vip("192.0.2.10").moveGroup("g").build(),
                SpecBuilder.named("other", "192.0.2.11")
                        .id(56)
                        .moveGroup("g")
                        .askFirst()
                        .build());
        host.awaitCondition("vip", "AddressInUse");
        Host.sleepMillis(1_000);
        assertThat(host.router("other").state().label()).isEqualTo("Backup");
        peer.ip("addr del 192.0.2.10 dev eth0");

        host.await("vip", "Active");
        host.await("other", "Active");
    }

    @Test
    void withoutProbeItBindsAtOnce() throws Exception {
        peer.ip("addr add 192.0.2.10 dev eth0");
        host.start(SpecBuilder.named("vip", "192.0.2.10").build());

        host.await("vip", "Active");
        assertThat(host.addresses("eth0")).contains("192.0.2.10");
    }

    @Test
    void anotherAddressInItsPlaceIsAskedForAndBound() throws Exception {
        peer.ip("addr add 192.0.2.10 dev eth0");
        host.start(vip("192.0.2.10").build());
        host.awaitCondition("vip", "AddressInUse");
        host.apply(vip("192.0.2.12").build());

        host.await("vip", "Active");
        assertThat(host.addresses("eth0")).contains("192.0.2.12").doesNotContain("192.0.2.10");
    }

    @Test
    void questionLeavesBeforeAnythingElse() throws Exception {
        peer.shell("nft add table arp t && nft add chain arp t in '{ type filter hook input priority 0; }' && nft add"
                + " rule arp t in arp operation request arp daddr ip 192.0.2.10 arp saddr ip 0.0.0.0 counter");
        long applied = System.nanoTime();
        host.start(vip("192.0.2.10").everyMillis(10_000).build());
        Host.until("asked", () -> peer.shell("nft list ruleset").contains("packets 1 "));

        assertThat(System.nanoTime() - applied).isLessThan(Duration.ofSeconds(3).toNanos());
        assertThat(host.router("vip").state().label()).isEqualTo("Backup");
    }

    private static String mac(Host host) {
        return host.shell("cat /sys/class/net/eth0/address").strip();
    }
}
