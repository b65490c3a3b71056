package dev.virtualip.agent.detect;

import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.detect.PeerMismatches.Kind;
import dev.virtualip.agent.detect.PeerMismatches.Sighting;
import dev.virtualip.agent.loop.FakeLoop;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Begin and end of a mismatch with another router on our Virtual Router ID. */
final class PeerMismatchesTest {
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");
    private static final List<InetAddress> THEIRS = List.of(InetAddress.ofLiteral("192.0.2.77"));

    private final FakeLoop loop = new FakeLoop();
    private final List<String> told = new ArrayList<>();
    private final PeerMismatches mismatches = new PeerMismatches(loop, new PeerMismatches.Listener() {
        @Override
        public void begun(InetAddress source, Kind kind, String what) {
            told.add("begun " + kind + " " + source.getHostAddress());
        }

        @Override
        public void ended(InetAddress source, Kind kind, String why) {
            told.add("ended " + kind + ": " + why);
        }

        @Override
        public void silent() {
            told.add("asked");
        }
    });

    private void see(InetAddress source, Kind kind) {
        mismatches.shown(new Sighting(source, kind, "differs", kind == Kind.ADDRESSES ? THEIRS : List.of()), loop.now);
    }

    private static InetAddress source(int i) {
        return InetAddress.ofLiteral("198.51." + (100 + i / 256) + "." + i % 256);
    }

    @Test
    void oneThatFallsSilentAtOnceCountsAfterTheGrace_forAMinute_andIsLookedFor() {
        see(PEER, Kind.ADDRESSES);
        loop.pass(SECOND - 1);
        assertThat(mismatches.text())
                .as("a change of both hosts takes a moment")
                .isNull();
        loop.pass(2);

        assertThat(mismatches.text()).isEqualTo("differs");
        assertThat(told).containsExactly("begun ADDRESSES 192.0.2.2", "asked");
        loop.pass(50 * SECOND);
        assertThat(mismatches.text()).isEqualTo("differs");
        loop.pass(10 * SECOND);
        assertThat(mismatches.text()).isNull();
        assertThat(told)
                .containsExactly(
                        "begun ADDRESSES 192.0.2.2",
                        "asked",
                        "asked",
                        "asked",
                        "ended ADDRESSES: it has not been seen for a minute");
        assertThat(loop.timers.isEmpty()).isTrue();
    }

    @Test
    void hostThatAnswersForTheAddressesKeepsItAlive() {
        see(PEER, Kind.ADDRESSES);
        for (int i = 0; i < 10; i++) {
            loop.pass(30 * SECOND);
            mismatches.held(loop.now);
        }

        assertThat(mismatches.text()).isEqualTo("differs");
        loop.pass(61 * SECOND);
        assertThat(mismatches.text()).isNull();
    }

    @Test
    void plannedChangeOfBothHostsIsNoMismatch() {
        see(PEER, Kind.ADDRESSES);
        loop.pass(SECOND / 2);
        mismatches.taken(PEER, null);
        see(PEER, Kind.ADDRESSES);
        loop.pass(SECOND / 2);
        mismatches.changed(THEIRS::equals);
        loop.pass(5 * SECOND);

        assertThat(told).isEmpty();
        assertThat(loop.changes).isZero();
    }

    @Test
    void oneThatAgreesNowIsReportedOnceToBeOver() {
        see(PEER, Kind.VERSION);
        loop.pass(2 * SECOND);
        mismatches.taken(PEER, null);
        mismatches.taken(PEER, null);

        assertThat(mismatches.text()).isNull();
        assertThat(told.getLast()).isEqualTo("ended VERSION: it agrees with this node now");
        assertThat(told.stream().filter(line -> line.startsWith("ended"))).hasSize(1);
    }

    @Test
    void ourOwnChangeEndsWhatAgreesNow_andRenewsTheWordsOfTheRest() {
        see(PEER, Kind.ADDRESSES);
        see(PEER, Kind.SOURCE);
        loop.pass(2 * SECOND);
        mismatches.changed(THEIRS::equals);

        assertThat(told).contains("ended ADDRESSES: this node agrees with it now");
        assertThat(mismatches.refresh(ByteBuffer.wrap(PEER.getAddress()), Kind.SOURCE, loop.now))
                .as("its words speak of what was")
                .isFalse();
        mismatches.shown(new Sighting(PEER, Kind.SOURCE, "other words", List.of()), loop.now);
        assertThat(mismatches.text()).isEqualTo("other words");
        assertThat(mismatches.refresh(ByteBuffer.wrap(PEER.getAddress()), Kind.SOURCE, loop.now))
                .isTrue();
    }

    @Test
    void brokenPacketsCountWhenTheyAreRepeated() {
        see(PEER, Kind.CHECKSUM);
        loop.pass(10 * SECOND);
        assertThat(told).isEmpty();
        see(PEER, Kind.CHECKSUM);
        see(PEER, Kind.CHECKSUM);
        loop.pass(2 * SECOND);

        assertThat(told).contains("begun CHECKSUM 192.0.2.2");
    }

    @Test
    void entriesAreBounded_brokenPacketsLeaveRoom() {
        for (int i = 0; i < 1_000; i++) {
            see(source(i), Kind.CHECKSUM);
            see(source(i), Kind.CHECKSUM);
            see(source(i), Kind.HOP_LIMIT);
        }
        assertThat(mismatches.hasRoom(Kind.HOP_LIMIT)).isFalse();
        assertThat(mismatches.hasRoom(Kind.VERSION)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            see(source(i), Kind.VERSION);
        }
        loop.pass(2 * SECOND);

        assertThat(mismatches.hasRoom(Kind.VERSION)).isFalse();
        assertThat(told.stream().filter(line -> line.startsWith("begun"))).hasSizeLessThanOrEqualTo(16);
        assertThat(mismatches.text()).endsWith("more");
        loop.pass(70 * SECOND);
        assertThat(mismatches.hasRoom(Kind.CHECKSUM)).isTrue();
    }
}
