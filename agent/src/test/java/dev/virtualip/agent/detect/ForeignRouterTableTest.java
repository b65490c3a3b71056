package dev.virtualip.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.RefusalCounters;
import dev.virtualip.agent.node.HeardRouter;
import dev.virtualip.agent.node.PeerSnapshot;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.wire.Decoded;
import dev.virtualip.agent.wire.Refusal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Bounds of the memory that foreign routers can occupy. */
final class ForeignRouterTableTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");

    private final FakeLoop loop = new FakeLoop();
    private final ForeignRouterTable heard = new ForeignRouterTable(loop.timers, loop::changed);

    private static HeardRouter foreignRouter(int i) {
        InetAddress source = InetAddress.ofLiteral("198.51." + (100 + i / 256) + "." + i % 256);
        return new HeardRouter("eth0", 1 + i % 255, source, 3);
    }

    private static ByteBuffer bytes(HeardRouter router) {
        return ByteBuffer.wrap(router.source().getAddress());
    }

    private static Decoded.Ok said(int priority, ChecksumForm checksum, boolean linkLocalFirst) {
        return new Decoded.Ok(new Advertisement(3, 55, priority, MINUTE, List.of(PEER)), checksum, linkLocalFirst);
    }

    @Test
    void noMoreThan64AreRemembered() {
        for (int i = 0; i < 10_000; i++) {
            heard.add(foreignRouter(i), loop.now);
        }

        assertThat(heard.all()).hasSize(64).startsWith(foreignRouter(0));
        assertThat(loop.changes).isEqualTo(64);
    }

    @Test
    void routerSilentForThreeMinutesIsForgotten_othersStay() {
        heard.add(foreignRouter(1), loop.now);
        heard.add(foreignRouter(2), loop.now);
        loop.pass(2 * MINUTE);
        assertThat(heard.refresh("eth0", foreignRouter(2).virtualRouterId(), bytes(foreignRouter(2)), loop.now))
                .isTrue();
        loop.changes = 0;
        loop.pass(2 * MINUTE);

        assertThat(heard.all()).containsExactly(foreignRouter(2));
        assertThat(loop.changes).as("told once").isEqualTo(1);
    }

    @Test
    void sameIdOnAnotherInterfaceIsAnother() {
        heard.add(foreignRouter(1), 0);

        assertThat(heard.refresh("eth1", foreignRouter(1).virtualRouterId(), bytes(foreignRouter(1)), 0))
                .isFalse();
    }

    @Test
    void noMoreThan16PeersAreCounted_andASeventeenthIsNoError() {
        PeerTable peers = new PeerTable();
        for (int i = 0; i < 16; i++) {
            assertThat(peers.of(foreignRouter(i).source()))
                    .isNotNull()
                    .isSameAs(peers.of(foreignRouter(i).source()));
        }

        assertThat(peers.of(foreignRouter(16).source())).isNull();
        assertThat(peers.snapshot()).hasSize(16);
    }

    @Test
    void peersChecksumsAreCountedByForm() {
        PeerTable peers = new PeerTable();
        PeerTable.Entry peer = Objects.requireNonNull(peers.of(PEER));
        peer.count(said(100, ChecksumForm.WITH_PSEUDO_HEADER, true));
        peer.count(said(100, ChecksumForm.MESSAGE_ONLY, true));
        peer.count(said(90, ChecksumForm.MESSAGE_ONLY, false));

        assertThat(peers.snapshot()).containsExactly(new PeerSnapshot(PEER, 90, 1, 2, 1));
    }

    @Test
    void refusalsAreCountedByReason_andOnlyThoseThatHappenedAreShown() {
        RefusalCounters refusals = new RefusalCounters();
        refusals.count(Refusal.TTL);
        refusals.count(Refusal.TTL);
        refusals.count(Refusal.CHECKSUM);

        assertThat(refusals.snapshot()).isEqualTo(Map.of("ttl", 2L, "checksum", 1L));
    }
}
