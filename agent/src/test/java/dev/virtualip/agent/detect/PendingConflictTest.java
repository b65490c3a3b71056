package dev.virtualip.agent.detect;

import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.FakeLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two that become Active in the same moment are no conflict: one of them yields, and has advertised before. */
final class PendingConflictTest {
    private static final long INTERVAL = SECOND / 4;

    private final FakeLoop loop = new FakeLoop();
    private final List<String> told = new ArrayList<>();
    private final PendingConflict suspicion = new PendingConflict(loop, (claim, nowNanos) -> told.add(claim));

    private void claimed(String claim) {
        if (suspicion.wonders(INTERVAL, loop.now)) {
            suspicion.suspect(claim, INTERVAL, loop.now);
        }
    }

    @Test
    void unexplainedClaimIsReportedAfterAnInterval_once() {
        claimed("a");
        loop.pass(INTERVAL - 1);
        claimed("b");
        assertThat(told).isEmpty();
        loop.pass(1);
        assertThat(told).containsExactly("a");

        loop.pass(10 * SECOND);
        assertThat(told).hasSize(1);
        assertThat(loop.timers.isEmpty()).isTrue();
    }

    @Test
    void peerThatAdvertisedJustBeforeExplainsIt() {
        suspicion.advertised(loop.now);
        loop.pass(INTERVAL - 1);
        claimed("a");

        loop.pass(SECOND);
        assertThat(told).isEmpty();
    }

    @Test
    void peerThatAdvertisesJustAfterExplainsIt() {
        claimed("a");
        loop.pass(INTERVAL - 1);
        suspicion.advertised(loop.now);

        loop.pass(SECOND);
        assertThat(told).isEmpty();
        assertThat(loop.timers.isEmpty()).isTrue();
    }

    @Test
    void peerThatAdvertisedLongAgoExplainsNothing() {
        suspicion.advertised(loop.now);
        loop.pass(INTERVAL);
        claimed("a");

        loop.pass(INTERVAL);
        assertThat(told).containsExactly("a");
    }

    @Test
    void intervalOfMillisecondsLeavesTimeToReadBoth_andALongOneIsNotWaitedFor() {
        suspicion.suspect("short", SECOND / 100, loop.now);
        loop.pass(SECOND / 10 - 1);
        assertThat(told).isEmpty();
        loop.pass(1);
        suspicion.suspect("long", 40 * SECOND, loop.now);
        loop.pass(SECOND);

        assertThat(told).containsExactly("short", "long");
    }

    @Test
    void routerThatLeftHasNoConflict() {
        claimed("a");
        suspicion.clear();

        loop.pass(SECOND);
        assertThat(told).isEmpty();
        claimed("b");
        loop.pass(INTERVAL);
        assertThat(told).containsExactly("b");
    }
}
