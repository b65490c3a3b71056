package dev.virtualip.agent.detect;

import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.wire.Decoded;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Knowledge about the other routers with the same Virtual Router ID. */
final class OtherRoutersTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.10");
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.77");
    private static final State INITIALIZE = new State.Initialize();
    private static final State ACTIVE = new State.Active(0, SECOND, 0);

    private final FakeLoop loop = new FakeLoop();
    private final OtherRouters others = new OtherRouters(
            loop, new RouterCounters(), SpecBuilder.named("vip", "192.0.2.10").build());

    private static State backupOf(@Nullable InetAddress active) {
        Peer peer = active == null ? null : new Peer(active, 100);
        return new State.Backup(0, 0, SECOND, peer, Reason.PEER_TIMEOUT, null, false);
    }

    private void hear(int priority, State state) {
        hear(priority, state, null);
    }

    private void hear(int priority, State state, PeerMismatches.@Nullable Kind differs) {
        InetAddress address = differs == null ? ADDRESS : OTHER;
        Advertisement advertisement = new Advertisement(3, 55, priority, SECOND, List.of(address));
        Decoded.Ok ok = new Decoded.Ok(advertisement, ChecksumForm.WITH_PSEUDO_HEADER, true);
        others.onAdvertisement(new AcceptedAdvertisement(PEER, ok, null, differs), state, loop.now);
    }

    @Test
    void activeReportsAnotherThatKeepsAdvertising_withAddressAndRemedy() {
        hear(90, ACTIVE);
        assertThat(others.otherActive()).as("that may have been its last word").isNull();
        loop.pass(SECOND);
        hear(90, ACTIVE);

        assertThat(others.otherActive()).isEqualTo(PEER);
        assertThat(others.splitBrain()).contains("192.0.2.2", "55", "eth0", "one way", "protocol 112");
        assertThat(loop.notices).containsExactly("SplitBrain");
        loop.pass(4 * SECOND);
        assertThat(others.otherActive()).as("it stopped").isNull();
        assertThat(others.splitBrain()).isNull();
    }

    @Test
    void lastAdvertisementsOfAYieldingRouterAreNoSplitBrain() {
        hear(90, ACTIVE);
        loop.pass(SECOND / 100);
        hear(90, ACTIVE);
        loop.pass(10 * SECOND);

        assertThat(loop.notices).isEmpty();
    }

    @Test
    void backupWithItsActive_andAStoppingRouter_areNoSplitBrain() {
        for (int i = 0; i < 5; i++) {
            hear(200, backupOf(PEER));
            hear(0, ACTIVE);
            loop.pass(SECOND);
        }
        assertThat(others.otherActive()).isNull();
    }

    @Test
    void formerActiveHasNoOther() {
        hear(90, ACTIVE);
        loop.pass(SECOND);
        hear(90, ACTIVE);
        others.stepped(ACTIVE, backupOf(null));

        assertThat(others.otherActive()).isNull();
    }

    @Test
    void previousActiveIsKnown_untilItIsABackupOfAnActiveAgain() {
        others.stepped(INITIALIZE, backupOf(null));
        others.stepped(backupOf(null), ACTIVE);
        assertThat(others.previousActive()).as("no router was known").isNull();
        others.stepped(ACTIVE, backupOf(null));
        others.stepped(backupOf(PEER), ACTIVE);
        assertThat(others.previousActive()).isEqualTo(PEER);
        others.stepped(ACTIVE, INITIALIZE);
        others.stepped(INITIALIZE, backupOf(null));
        others.stepped(backupOf(null), ACTIVE);
        assertThat(others.previousActive())
                .as("no other router was received since")
                .isEqualTo(PEER);
        others.stepped(ACTIVE, backupOf(null));
        others.stepped(backupOf(null), backupOf(PEER));

        assertThat(others.previousActive()).isNull();
    }

    @Test
    void otherAddressesAreAConflictOnceAChangeOfBothHostsWouldBeOver_evenIfThePeerFellSilent() {
        hear(200, backupOf(PEER), PeerMismatches.Kind.ADDRESSES);
        assertThat(others.strange()).isNull();
        loop.pass(SECOND + 1);

        assertThat(others.strange())
                .startsWith("192.0.2.2 uses Virtual Router ID 55 on eth0 too")
                .contains("for 192.0.2.77 where this node has 192.0.2.10", "another ID");
        assertThat(loop.notices).containsExactly("VirtualRouterIDConflict ADDRESSES 192.0.2.2");
        assertThat(loop.asked).as("a Backup has nothing to ask").isEmpty();
        others.respecify(SpecBuilder.named("vip", "192.0.2.77").build());
        assertThat(others.strange()).isNull();
        assertThat(loop.notices).last().isEqualTo("VirtualRouterIDConflictOver ADDRESSES 192.0.2.2");
    }

    @Test
    void activeAsksWhetherASilentPeerStillAnswersForTheAddresses() {
        others.stepped(backupOf(null), ACTIVE);
        hear(90, ACTIVE, PeerMismatches.Kind.ADDRESSES);
        loop.pass(30 * SECOND);

        assertThat(loop.asked).containsExactly(List.of(ADDRESS), List.of(ADDRESS));
    }
}
