package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.testkit.junit.SideBySide;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Changes of an interface under a running event loop: no address is lost or left behind, no host is blamed. */
@SideBySide
final class InterfaceChangesIT extends ConnectedHosts {
    private static SpecBuilder vip() {
        return SpecBuilder.named("vip", "192.0.2.10/24");
    }

    @Test
    void downAndUp_isNoTheft_andAfterASettleTimeEverythingIsBack() throws Exception {
        host.start(
                vip().build(),
                SpecBuilder.named("six", "fe80::1:1/64", "2001:db8::10/64").build());
        host.await("vip", "Active");
        host.await("six", "Active");
        host.ip("link set eth0 down");
        host.awaitCondition("vip", "LinkDown");
        assertThat(host.router("vip").state().label()).isEqualTo("Initialize");
        assertThat(host.addresses("eth0")).doesNotContain("192.0.2.10");
        long up = System.nanoTime();
        host.ip("link set eth0 up");
        host.await("vip", "Active");
        assertThat(System.nanoTime() - up).isGreaterThan(Participation.SETTLE_NANOS);
        host.await("six", "Active");
        assertThat(host.addresses("eth0")).contains("192.0.2.10", "2001:db8::10");
        assertThat(host.notices()).doesNotContain("AddressStolen");
    }

    @Test
    void flickerBetweenTwoLooks_isNoTheftEither() throws Exception {
        host.start(SpecBuilder.named("six", "fe80::1:1/64", "2001:db8::10/64").build());
        host.await("six", "Active");
        host.shell("ip link set eth0 down; ip link set eth0 up");
        Host.until("it left", () -> host.router("six").transitions() > 2);
        host.await("six", "Active");

        Host.until("bound", () -> host.addresses("eth0").contains("2001:db8::10"));
        assertThat(host.notices()).doesNotContain("AddressStolen");
    }

    @Test
    void interfaceThatIsDeletedAndMadeAgainIsUsedAgain() throws Exception {
        host.start(vip().build());
        host.await("vip", "Active");
        host.ip("link del eth0");
        host.awaitCondition("vip", "InterfaceNotFound");
        Host.connect(host, peer);
        host.await("vip", "Active");

        assertThat(host.addresses("eth0")).contains("192.0.2.10");
        assertThat(host.notices()).contains("InterfaceNotFound").doesNotContain("AddressStolen");
    }

    @Test
    void interfaceThatIsRenamedIsLeftClean() throws Exception {
        host.start(vip().lifetimeSeconds(0).build());
        host.await("vip", "Active");
        host.shell("ip link set eth0 name lan0");
        host.awaitCondition("vip", "InterfaceNotFound");
        Host.until("clean", () -> !host.addresses("lan0").contains("192.0.2.10"));

        host.shell("ip link set lan0 name eth0");
        host.await("vip", "Active");
    }

    @Test
    void enslavedInterfaceNamesItsMaster() throws Exception {
        host.start(vip().build());
        host.await("vip", "Active");
        host.ip("link add br0 type bridge");
        host.ip("link set eth0 master br0");
        host.awaitCondition("vip", "InterfaceEnslaved");

        assertThat(host.router("vip").conditions().getFirst().message()).contains("use br0 instead");
    }

    /** What a bond does when it fails over: hosts with the old MAC address learn the new one. */
    @Test
    void anotherMacAddressIsAnnouncedOverIpv4AndIpv6() throws Exception {
        host.start(
                vip().build(),
                SpecBuilder.named("six", "fe80::1:1/64", "2001:db8::10/64").build());
        host.await("vip", "Active");
        host.await("six", "Active");
        peer.ip("addr add 2001:db8::2/64 dev eth0 nodad");
        peer.shell("ping -c1 -W5 192.0.2.10; ping -c1 -W5 fe80::1:1%eth0; true");
        host.ip("link set eth0 address 02:00:00:00:00:99");
        Host.until(
                "the neighbor entries are new",
                () -> peer.ip("neigh show dev eth0")
                                .lines()
                                .filter(line -> line.contains("02:00:00:00:00:99"))
                                .filter(line -> line.startsWith("192.0.2.10 ") || line.startsWith("fe80::1:1 "))
                                .count()
                        == 2);

        assertThat(host.router("vip").transitions()).isEqualTo(2);
        assertThat(host.router("six").transitions()).isEqualTo(2);
        assertThat(host.router("vip").conditions()).isEmpty();
    }

    @Test
    void ownAddressThatIsGoneForAMoment_changesNothing() throws Exception {
        host.start(vip().everyMillis(1_000).build());
        host.await("vip", "Active");
        host.shell("ip addr del 192.0.2.1/24 dev eth0; ip addr add 192.0.2.201/24 dev eth0");
        InetAddress fresh = InetAddress.ofLiteral("192.0.2.201");
        Host.until(
                "sends from the new address",
                () -> fresh.equals(host.router("vip").sourceAddress()));

        assertThat(host.router("vip").state().label()).isEqualTo("Active");
        assertThat(host.router("vip").transitions()).isEqualTo(2);
        Host.until("no route of ours", () -> !host.ip("route").contains("proto 118"));
    }

    /** A Backup that refused the new source would take over beside the Active. */
    @Test
    void anotherOwnAddressIsASourceOnlyWhenPeersAcceptIt() throws Exception {
        SpecBuilder better = vip().priority(150).allowedSources("192.0.2.1", "192.0.2.2");
        SpecBuilder worse = vip().allowedSources("192.0.2.1", "192.0.2.2");
        host.start(better.build());
        host.await("vip", "Active");
        peer.start(worse.build());
        peer.await("vip", "Backup");
        host.shell("ip addr del 192.0.2.1/24 dev eth0; ip addr add 192.0.2.201/24 dev eth0");
        host.awaitCondition("vip", "SourceNotAllowed");
        Host.sleepMillis(600);
        assertThat(peer.router("vip").transitions()).as("it still follows").isEqualTo(1);

        host.apply(
                better.allowedSources("192.0.2.1", "192.0.2.2", "192.0.2.201").build());
        Host.sleepMillis(600);
        peer.apply(worse.allowedSources("192.0.2.1", "192.0.2.2", "192.0.2.201").build());
        InetAddress fresh = InetAddress.ofLiteral("192.0.2.201");
        Host.until(
                "both know the new source",
                () -> fresh.equals(host.router("vip").sourceAddress())
                        && fresh.equals(peer.router("vip").activeRouter()));
        host.awaitEnd("vip", "SourceNotAllowed");

        assertThat(peer.router("vip").transitions()).as("it still follows").isEqualTo(1);
        assertThat(host.router("vip").transitions()).isEqualTo(2);
    }

    /** Without a route to the subnet nothing on the link would get an answer. */
    @Test
    void ownAddressThatIsGoneForLonger_isServedWithoutAndComesBack() throws Exception {
        host.start(
                vip().build(),
                SpecBuilder.named("six", "fe80::1:1/64", "2001:db8::10/64").build());
        host.await("vip", "Active");
        host.await("six", "Active");
        String linkLocal = host.shell("ip -o -6 addr show dev eth0 scope link | grep -o 'fe80[^ ]*/64'")
                .strip();
        host.shell("ip addr del 192.0.2.1/24 dev eth0; ip addr del " + linkLocal + " dev eth0");
        host.awaitCondition("vip", "SourceAddressMissing");
        host.awaitCondition("six", "SourceAddressMissing");
        host.await("vip", "Active");
        host.await("six", "Active");

        assertThat(host.ip("route")).contains("192.0.2.0/24 dev eth0 proto 118");
        assertThat(host.ip("-6 route")).contains("fe80::/64 dev eth0 proto 118");
        assertThat(peer.shell("ping -c1 -W5 192.0.2.10")).contains("1 received");
        assertThat(peer.shell("ping -c1 -W5 fe80::1:1%eth0")).contains("1 received");
        assertThat(host.router("vip").state().label()).isEqualTo("Active");

        host.shell("ip addr add 192.0.2.1/24 dev eth0; ip addr add " + linkLocal + " dev eth0 nodad");
        host.awaitEnd("vip", "SourceAddressMissing");
        host.awaitEnd("six", "SourceAddressMissing");
        assertThat(host.ip("route") + host.ip("-6 route")).doesNotContain("proto 118");
        assertThat(host.notices()).doesNotContain("AddressStolen");
    }

    @Test
    void ipv6WaitsForItsLinkLocalAddress() throws Exception {
        host.shell("sysctl -qw net.ipv6.conf.eth0.accept_dad=1 net.ipv6.conf.eth0.dad_transmits=3");
        host.shell("ip link set eth0 down; ip link set eth0 up");
        host.start(SpecBuilder.named("six", "fe80::1:1/64", "2001:db8::10/64").build());
        Host.until(
                "it waits",
                () -> host.router("six").conditions().stream()
                        .anyMatch(condition -> condition.message().contains("tentative")));
        host.await("six", "Active");
    }
}
