package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.wire.RefusedPackets;
import java.net.InetAddress;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Reports about other hosts on the link, on the real kernel: each appears and ends with its evidence. */
@SideBySide
final class DetectionIT extends ConnectedHosts {
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");
    private static final String DEAF = "nft add table ip t && nft add chain ip t in '{ type filter hook input priority"
            + " 0; }' && nft add rule ip t in ip protocol 112 drop";

    private static SpecBuilder vip() {
        return SpecBuilder.named("vip", "192.0.2.10/24");
    }

    @Test
    void linkThatCarriesOneWayIsSplitBrain_untilItCarriesBothWaysAgain() throws Exception {
        peer.shell(DEAF);
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        peer.start(vip().build());
        host.awaitCondition("vip", "SplitBrain");
        assertThat(host.router("vip").otherActiveRouter()).isEqualTo(PEER);
        assertThat(host.message("vip", "SplitBrain")).contains("192.0.2.2");
        assertThat(peer.router("vip").otherActiveRouter())
                .as("it receives no other Active")
                .isNull();
        assertThat(host.notices()).as("its announcements are a peer's").doesNotContain("DuplicateClaim");
        peer.shell("nft delete table ip t");

        peer.await("vip", "Backup");
        host.awaitEnd("vip", "SplitBrain");
        assertThat(host.router("vip").otherActiveRouter()).isNull();
    }

    @Test
    void probingRouterMakesNoSplitBrainOfAOneWayLink() throws Exception {
        peer.shell(DEAF);
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        peer.start(vip().askFirst().build());
        peer.awaitCondition("vip", "AddressInUse");
        peer.shell("nft delete table ip t");

        peer.awaitEnd("vip", "AddressInUse");
        assertThat(peer.router("vip").state().label()).isEqualTo("Backup");
        assertThat(host.notices()).doesNotContain("SplitBrain", "DuplicateClaim");
    }

    @Test
    void preemptionIsNoSplitBrain_andNamesThePreviousActive() throws Exception {
        peer.start(vip().build());
        peer.await("vip", "Active");
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        peer.await("vip", "Backup");

        assertThat(host.router("vip").previousActiveRouter()).isEqualTo(PEER);
        assertThat(peer.router("vip").previousActiveRouter()).isNull();
        assertThat(host.notices()).doesNotContain("SplitBrain");
    }

    @Test
    void peerOfAnotherVersionIsNamed_untilItHasOurs() throws Exception {
        SpecBuilder second = vip().everyMillis(1_000).priority(250);
        host.start(vip().everyMillis(1_000).priority(200).build());
        peer.start(second.version(2).build());
        host.awaitCondition("vip", "VirtualRouterIDConflict");
        assertThat(host.message("vip", "VirtualRouterIDConflict"))
                .startsWith("192.0.2.2 uses Virtual Router ID 55 on eth0 too, in version 2 where this node");
        peer.apply(second.version(3).build());

        host.awaitEnd("vip", "VirtualRouterIDConflict");
    }

    @Test
    void routerOfAnotherVersionIsNamedByABackup() throws Exception {
        host.start(vip().build());
        peer.start(vip().priority(200).build());
        peer.await("vip", "Active");
        host.await("vip", "Backup");
        peer.call(() -> {
            RefusedPackets.send("eth0", EnumSet.of(RefusedPackets.Kind.VERSION), PEER, 1, 1);
            return true;
        });
        host.awaitCondition("vip", "VirtualRouterIDConflict");

        assertThat(host.message("vip", "VirtualRouterIDConflict")).contains("192.0.2.200", "in version 2");
        assertThat(host.router("vip").state().label()).isEqualTo("Backup");
    }

    @Test
    void peerWithAnotherPasswordIsNamed_untilItHasOurs() throws Exception {
        SpecBuilder other = vip().version(2).everyMillis(1_000).priority(200);
        host.start(vip().version(2).everyMillis(1_000).password("right").build());
        peer.start(other.password("wrong").build());
        host.awaitCondition("vip", "VirtualRouterIDConflict");
        assertThat(host.message("vip", "VirtualRouterIDConflict")).contains("192.0.2.2", "another password");
        assertThat(host.snapshot().heardVirtualRouters()).hasSize(1);
        peer.apply(other.password("right").build());

        host.awaitEnd("vip", "VirtualRouterIDConflict");
        assertThat(host.snapshot().heardVirtualRouters()).as("a peer now").isEmpty();
    }

    @Test
    void peerWithOtherAddressesIsNamed_untilItHasOurs() throws Exception {
        host.start(vip().build());
        peer.start(SpecBuilder.named("vip", "192.0.2.77").priority(200).build());
        host.awaitCondition("vip", "VirtualRouterIDConflict");
        assertThat(host.message("vip", "VirtualRouterIDConflict"))
                .contains("192.0.2.2", "for 192.0.2.77 where this node has 192.0.2.10");
        peer.apply(vip().priority(200).build());

        host.awaitEnd("vip", "VirtualRouterIDConflict");
    }

    @Test
    void senderThatIsNotAllowedIsNamed_untilItIsAllowed() throws Exception {
        host.start(vip().allowedSources("192.0.2.99").build());
        peer.start(vip().priority(200).build());
        host.awaitCondition("vip", "VirtualRouterIDConflict");
        assertThat(host.message("vip", "VirtualRouterIDConflict")).contains("192.0.2.2", "allowedSources");
        assertThat(host.snapshot().heardVirtualRouters()).hasSize(1);
        host.apply(vip().allowedSources("192.0.2.2").build());

        host.awaitEnd("vip", "VirtualRouterIDConflict");
        assertThat(host.snapshot().heardVirtualRouters()).as("a peer now").isEmpty();
    }

    @Test
    void thiefIsReportedForAWhile_withTheAddress() throws Exception {
        host.start(vip().build());
        host.await("vip", "Active");
        host.ip("addr del 192.0.2.10/32 dev eth0");
        host.awaitCondition("vip", "AddressStolen");

        assertThat(host.message("vip", "AddressStolen")).contains("192.0.2.10");
        Host.until("put back", () -> host.addresses("eth0").contains("192.0.2.10"));
    }
}
