package dev.virtualip.agent.detect;

import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.detect.SplitBrainDetector.Sighting;
import dev.virtualip.agent.loop.FakeLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Detection of a second Active: confirmed after a while, gone soon after its last advertisement. */
final class SplitBrainDetectorTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.3");

    private final FakeLoop loop = new FakeLoop();
    private final List<InetAddress> begun = new ArrayList<>();
    private final SplitBrainDetector evidence = new SplitBrainDetector(loop, (source, what) -> begun.add(source));

    private void show(InetAddress source, String what, long waitsNanos) {
        evidence.shown(new Sighting(source, SECOND, what, waitsNanos), loop.now);
    }

    @Test
    void oneAdvertisementMayBeEnough() {
        show(ONE, "", 0);
        assertThat(evidence.source()).isEqualTo(ONE);
        assertThat(begun).containsExactly(ONE);
        assertThat(loop.changes).isEqualTo(1);
    }

    @Test
    void sightingDoesNotCountBeforeItHasLasted() {
        show(ONE, "", SECOND / 2);
        loop.pass(SECOND / 2 - 1);
        show(ONE, "", SECOND / 2);
        assertThat(evidence.source()).isNull();
        assertThat(loop.changes).isZero();
        loop.pass(SECOND / 2);
        assertThat(evidence.refresh(ONE, "", loop.now)).isTrue();

        assertThat(evidence.source()).isEqualTo(ONE);
        assertThat(begun).hasSize(1);
    }

    @Test
    void itEndsThreeIntervalsAfterTheLastAdvertisement_andIsReportedOnce() {
        show(ONE, "", 0);
        for (int i = 0; i < 10; i++) {
            loop.pass(SECOND);
            assertThat(evidence.refresh(ONE, "", loop.now)).isTrue();
        }
        loop.pass(3 * SECOND);
        assertThat(evidence.source()).isEqualTo(ONE);
        assertThat(loop.changes).isEqualTo(1);
        loop.pass(SECOND / 10);

        assertThat(evidence.source()).isNull();
        assertThat(loop.changes).isEqualTo(2);
        assertThat(loop.timers.isEmpty()).isTrue();
    }

    @Test
    void alternatingSourcesMakeOneReport_untilTheFirstIsSilent() {
        for (int i = 0; i < 1_000; i++) {
            show(i % 2 == 0 ? ONE : TWO, "", 0);
        }
        assertThat(loop.changes).isEqualTo(1);
        loop.pass(4 * SECOND);
        show(TWO, "", 0);

        assertThat(begun).containsExactly(ONE, TWO);
    }

    @Test
    void onlyTheSameRouterRefutesIt() {
        show(ONE, "", 0);
        evidence.refuted(TWO);
        assertThat(evidence.source()).isEqualTo(ONE);
        evidence.refuted(ONE);

        assertThat(evidence.source()).isNull();
    }

    @Test
    void anotherSightingOfTheSameRouterIsReportedWhenTheFirstIsOver() {
        show(ONE, "a", 0);
        loop.pass(SECOND);
        assertThat(evidence.refresh(ONE, "b", loop.now)).isFalse();
        show(ONE, "b", 0);
        assertThat(evidence.what()).isEqualTo("a");
        loop.pass(3 * SECOND);
        show(ONE, "b", 0);

        assertThat(evidence.what()).isEqualTo("b");
    }
}
