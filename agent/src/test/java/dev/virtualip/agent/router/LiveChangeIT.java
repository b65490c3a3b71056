package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.ClaimedAddress;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.testkit.junit.SideBySide;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A change of settings is applied without a gap and logged once; a leaving router is listed until it is gone. */
@SideBySide
@Order(2)
final class LiveChangeIT extends ConnectedHosts {
    private static SpecBuilder vip() {
        return SpecBuilder.named("vip", "192.0.2.10/24").askFirst();
    }

    @Test
    void sourcesPeersPriorityAndPreemptionOfAnActiveChangeWithoutAGap() throws Exception {
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        peer.start(vip().build());
        peer.await("vip", "Backup");
        heardBy(peer);
        List<VirtualRouterSpec> changes = List.of(
                vip().priority(200).allowedSources("192.0.2.2").build(),
                vip().priority(210).allowedSources("192.0.2.2", "192.0.2.99").build(),
                vip().priority(190).preemption(Preemption.NEVER).build(),
                vip().priority(190).unicastTo("192.0.2.2").build(),
                vip().priority(190).unicastTo("192.0.2.2", "192.0.2.99").build());
        for (VirtualRouterSpec change : changes) {
            long before = received(peer);
            host.apply(change);
            Host.until("it goes on", () -> received(peer) > before + 5);
        }

        assertThat(host.router("vip").transitions()).isEqualTo(2);
        assertThat(peer.router("vip").transitions()).isEqualTo(1);
        assertThat(host.addresses("eth0")).contains("192.0.2.10");
    }

    @Test
    void backupAcceptsNewAllowedSources() throws Exception {
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        peer.start(vip().build());
        heardBy(peer);
        peer.apply(vip().allowedSources("192.0.2.99").build());
        peer.awaitCondition("vip", "VirtualRouterIDConflict");
        peer.await("vip", "Active");
        peer.apply(vip().allowedSources("192.0.2.1").build());

        peer.await("vip", "Backup");
        assertThat(peer.router("vip").activeRouter()).isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
    }

    @Test
    void unconfirmedRouterIsConfirmedByAnActive_andThenPreempts() throws Exception {
        peer.start(vip().build());
        peer.await("vip", "Active");
        host.start(vip().priority(200).unconfirmed().build());
        host.await("vip", "Active");
        assertThat(host.router("vip").spec().confirmed()).isTrue();

        host.apply(vip().priority(200).unconfirmed().build());
        assertThat(host.router("vip").spec().confirmed())
                .as("what was heard counts")
                .isTrue();
        assertThat(host.router("vip").transitions()).isEqualTo(2);
    }

    @Test
    void activeThatIsNoLongerConfirmedStaysActive() throws Exception {
        host.start(vip().build());
        host.await("vip", "Active");
        host.apply(vip().unconfirmed().build());
        host.apply(vip().build());

        assertThat(host.router("vip").transitions()).isEqualTo(2);
        assertThat(host.addresses("eth0")).contains("192.0.2.10");
    }

    @Test
    void addressThatIsAddedIsAskedForFirst_andTheOthersStay() throws Exception {
        peer.ip("addr add 192.0.2.12 dev eth0");
        host.start(vip().build());
        host.await("vip", "Active");
        host.apply(SpecBuilder.named("vip", "192.0.2.10/24", "192.0.2.11", "192.0.2.12")
                .askFirst()
                .build());
        host.awaitCondition("vip", "AddressInUse");
        assertThat(host.router("vip").boundAddresses())
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.10", "192.0.2.11");
        assertThat(host.router("vip").unboundAddresses()).containsExactly(InetAddress.ofLiteral("192.0.2.12"));
        assertThat(host.router("vip").addressesInUse())
                .extracting(ClaimedAddress::address)
                .containsExactly(InetAddress.ofLiteral("192.0.2.12"));
        peer.ip("addr del 192.0.2.12 dev eth0");

        Host.until("bound", () -> host.addresses("eth0").contains("192.0.2.12"));
        assertThat(host.reasons("vip")).isEmpty();
        assertThat(host.router("vip").transitions()).isEqualTo(2);
    }

    @Test
    void unchangedNodeReportsNothing_eachChangeIsReported() throws Exception {
        host.start(vip().everyMillis(1_000).lifetimeSeconds(1).build());
        host.await("vip", "Active");
        peer.start(vip().everyMillis(1_000).build());
        peer.await("vip", "Backup");
        heardBy(peer);
        Host.until("at rest", () -> quietFor(host, 1_500));
        assertThat(quietFor(host, 4_000))
                .as("an Active that renews its addresses")
                .isTrue();
        assertThat(quietFor(peer, 2_000)).as("a Backup").isTrue();

        told("an address of the host's own", () -> host.ip("addr add 192.0.2.99/24 dev eth0"));
        told("another interface", () -> host.ip("link add br7 type bridge"));
        told(
                "another specification",
                () -> host.apply(vip().everyMillis(1_000).priority(7).build()));
    }

    private interface Change {
        void happens() throws Exception;
    }

    private void told(String what, Change change) throws Exception {
        int before = host.changes();
        change.happens();
        Host.until(what + " is told", () -> host.changes() > before);
    }

    private static boolean quietFor(Host any, long millis) {
        int before = any.changes();
        Host.sleepMillis(millis);
        return any.changes() == before;
    }

    @Test
    void leavingRouterIsListed_untilNothingOfItIsLeft() throws Exception {
        host.start(vip().build());
        host.await("vip", "Active");
        host.apply();
        assertThat(host.snapshot().virtualRouters()).singleElement().satisfies(router -> {
            assertThat(router.leaving()).isTrue();
            assertThat(router.state().label()).isEqualTo("Releasing");
            assertThat(router.boundAddresses()).hasSize(1);
        });
        int before = host.changes();
        Host.until("gone", () -> host.snapshot().virtualRouters().isEmpty());

        assertThat(host.changes()).isGreaterThan(before);
        assertThat(host.addresses("eth0")).doesNotContain("192.0.2.10");
    }

    private static void heardBy(Host backup) {
        Host.until("it hears the Active", () -> backup.router("vip").activeRouter() != null);
    }

    private static long received(Host any) {
        VirtualRouterSnapshot router = any.router("vip");
        return router.counters().advertisementsReceived();
    }
}
