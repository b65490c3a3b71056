package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.testkit.junit.SideBySide;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * VRRP on another interface than the addresses: two hosts with eth0 for the addresses and eth1 for the advertisements,
 * each on a switch of its own, so that a cable that is pulled takes the carrier from one host only.
 */
@SideBySide
final class VrrpInterfaceIT {
    private final Host host = new Host();
    private final Host peer = new Host();
    private final Host switches = new Host();

    @BeforeEach
    void connect() {
        for (String network : List.of("0", "1")) {
            switches.ip("link add br%s type bridge mcast_snooping 0".formatted(network));
            switches.ip("link set br%s up".formatted(network));
            Host.cable(host, "eth" + network, switches, "h" + network);
            Host.cable(peer, "eth" + network, switches, "p" + network);
            switches.ip("link set h%s master br%s".formatted(network, network));
            switches.ip("link set p%s master br%s".formatted(network, network));
        }
        host.ip("addr add 192.0.2.1/24 dev eth0");
        host.ip("addr add 198.51.100.1/24 dev eth1");
        peer.ip("addr add 192.0.2.2/24 dev eth0");
        peer.ip("addr add 198.51.100.2/24 dev eth1");
    }

    @AfterEach
    void close() {
        try {
            host.close();
        } finally {
            try {
                peer.close();
            } finally {
                switches.close();
            }
        }
    }

    private static SpecBuilder vip() {
        return SpecBuilder.named("vip", "192.0.2.10/24").vrrpOn("eth1");
    }

    private static SpecBuilder six() {
        return SpecBuilder.named("six", "fe80::1:1/64", "2001:db8::10/64").vrrpOn("eth1");
    }

    private void startBoth(SpecBuilder... routers) throws Exception {
        host.start(specs(150, routers));
        for (var spec : specs(150, routers)) {
            host.await(spec.name(), "Active");
        }
        peer.start(specs(100, routers));
        for (var spec : specs(100, routers)) {
            Host.until("the peer follows", () -> peer.router(spec.name()).activeRouter() != null);
        }
    }

    private static VirtualRouterSpec[] specs(int priority, SpecBuilder... routers) {
        return List.of(routers).stream()
                .map(router -> router.priority(priority).build())
                .toArray(VirtualRouterSpec[]::new);
    }

    private static Instant when(Host on, String name, Class<? extends State> state) {
        return on.steps().stream()
                .filter(step -> step.virtualRouter().equals(name)
                        && state.isInstance(step.step().next())
                        && !state.isInstance(step.before()))
                .map(JournalEntry::time)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void advertisesOnOneInterfaceAndBindsOnTheOther() throws Exception {
        startBoth(vip(), six());

        assertThat(peer.router("vip").activeRouter()).isEqualTo(InetAddress.ofLiteral("198.51.100.1"));
        assertThat(host.addresses("eth0")).contains("192.0.2.10/32", "2001:db8::10/128");
        assertThat(host.addresses("eth1")).doesNotContain("192.0.2.10", "2001:db8::10");
        assertThat(host.router("vip").conditions()).isEmpty();
        assertThat(peer.router("six").conditions()).isEmpty();
    }

    @Test
    void interfaceOfTheAddressesWithoutCarrierMovesThem() throws Exception {
        startBoth(vip(), six());
        switches.ip("link set h0 down");
        peer.await("vip", "Active");
        peer.await("six", "Active");
        assertThat(peer.router("vip").reason()).isEqualTo(Reason.PEER_STOPPED);
        assertThat(peer.router("six").reason()).isEqualTo(Reason.PEER_STOPPED);

        host.await("vip", "Initialize");
        assertThat(host.router("vip").reason()).isEqualTo(Reason.LINK_DOWN);
        assertThat(host.message("vip", "LinkDown")).contains("interface eth0 has no carrier");
        assertThat(host.addresses("eth0")).doesNotContain("192.0.2.10", "2001:db8::10");
        switches.ip("link set h0 up");
        host.await("vip", "Active");
        host.await("six", "Active");
        peer.await("vip", "Backup");
    }

    @Test
    void activeWithoutVrrpCarrierAnswersUntilThePeerAnnounces() throws Exception {
        startBoth(vip(), six());
        switches.ip("link set h1 down");
        peer.await("vip", "Active");
        peer.await("six", "Active");
        host.await("vip", "Initialize");
        host.await("six", "Initialize");

        for (String name : List.of("vip", "six")) {
            assertThat(when(host, name, State.Releasing.class)).isAfter(when(peer, name, State.Active.class));
            assertThat(host.router(name).reason()).isEqualTo(Reason.LINK_DOWN);
            assertThat(host.message(name, "LinkDown"))
                    .contains("interface eth1, which carries the advertisements (vrrp.interface), has no carrier");
        }
        assertThat(host.addresses("eth0")).doesNotContain("192.0.2.10", "2001:db8::10");
        switches.ip("link set h1 up");
        host.await("vip", "Active");
        peer.await("vip", "Backup");
        assertThat(host.router("vip").conditions()).isEmpty();
    }

    @Test
    void backupWithoutVrrpCarrierDoesNotTakeOver() throws Exception {
        startBoth(vip());
        switches.ip("link set p1 down");
        peer.awaitCondition("vip", "LinkDown");
        Host.sleepMillis(600);

        assertThat(peer.router("vip").state().label()).isEqualTo("Initialize");
        assertThat(host.router("vip").state().label()).isEqualTo("Active");
        switches.ip("link set p1 up");
        peer.await("vip", "Backup");
        assertThat(host.router("vip").transitions()).isEqualTo(2);
    }

    @Test
    void failureOfTheWholeVrrpNetworkTakesNoAddressAway() throws Exception {
        startBoth(vip().lifetimeSeconds(2));
        switches.shell("ip link set h1 down; ip link set p1 down");
        host.awaitCondition("vip", "LinkDown");
        peer.await("vip", "Initialize");
        Host.sleepMillis(2_500);

        assertThat(host.addresses("eth0")).contains("192.0.2.10/32");
        assertThat(peer.addresses("eth0")).doesNotContain("192.0.2.10");
        switches.shell("ip link set h1 up; ip link set p1 up");
        peer.await("vip", "Backup");
        host.awaitEnd("vip", "LinkDown");
        assertThat(host.router("vip").transitions()).isEqualTo(2);
    }

    @Test
    void failureBetweenTheHostsWithoutLossOfCarrierMakesTwoActivesWhichIsNamed() throws Exception {
        startBoth(vip());
        switches.ip("link set h1 nomaster");
        peer.await("vip", "Active");
        host.awaitCondition("vip", "DuplicateClaim");

        assertThat(host.router("vip").state().label()).isEqualTo("Active");
        switches.ip("link set h1 master br1");
        peer.await("vip", "Backup");
        assertThat(host.router("vip").transitions()).isEqualTo(2);
    }

    @Test
    void vrrpInterfaceThatIsDeletedEndsItAndIsNamed() throws Exception {
        startBoth(vip());
        host.ip("link del eth1");
        host.awaitCondition("vip", "InterfaceNotFound");
        peer.await("vip", "Active");

        assertThat(host.router("vip").state().label()).isEqualTo("Initialize");
        assertThat(host.message("vip", "InterfaceNotFound")).contains("interface eth1, which carries");
    }

    @Test
    void changeOfTheVrrpInterfaceIsApplied() throws Exception {
        startBoth(vip());
        host.apply(specs(150, SpecBuilder.named("vip", "192.0.2.10/24")));
        peer.apply(specs(100, SpecBuilder.named("vip", "192.0.2.10/24")));

        host.await("vip", "Active");
        InetAddress source = InetAddress.ofLiteral("192.0.2.1");
        Host.until("follows on eth0", () -> source.equals(peer.router("vip").activeRouter()));
        assertThat(host.addresses("eth0")).contains("192.0.2.10/32");
    }

    @Test
    void moveGroupAcrossTwoVrrpInterfacesMovesTogether() throws Exception {
        SpecBuilder plain = SpecBuilder.named("plain", "192.0.2.11/24").id(56).moveGroup("g");
        startBoth(vip().moveGroup("g"), plain);
        switches.ip("link set h0 down");
        peer.await("vip", "Active");
        peer.await("plain", "Active");
        switches.ip("link set h0 up");
        host.await("vip", "Active");
        host.await("plain", "Active");

        peer.await("vip", "Backup");
        peer.await("plain", "Backup");
    }

    @Test
    void oneVirtualRouterIdServesTwoVrrpInterfaces() throws Exception {
        SpecBuilder sameId = SpecBuilder.named("other", "192.0.2.11/24");
        startBoth(vip(), sameId);

        assertThat(peer.router("vip").activeRouter()).isEqualTo(InetAddress.ofLiteral("198.51.100.1"));
        assertThat(peer.router("other").activeRouter()).isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
    }
}
