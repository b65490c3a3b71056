package dev.virtualip.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.RouterSettings;
import org.junit.jupiter.api.Test;

/** A failover takes from the last advertisement of the former Active until the takeover. */
class FailoverOutageTest {
    private static final long MILLI = 1_000_000L;

    @Test
    void afterATimeoutItIsTheActiveDownIntervalAndTheDelayOfTheTimer() {
        RecordedSteps recording = backup(SampleSnapshots.IPV4).timer(3);

        assertThat(FailoverOutage.endedBy(recording.last())).hasValue(3_609_375_000L + 3 * MILLI);
    }

    @Test
    void afterAStopItBeginsWithPriorityZero() {
        RecordedSteps recording =
                backup(SampleSnapshots.IPV4).heard(500, SampleSnapshots.PEER, 0).timer(0);

        assertThat(FailoverOutage.endedBy(recording.last())).hasValue(609_375_000L);
    }

    @Test
    void newPriorityOfOurOwnDoesNotMoveItsBeginning() {
        RecordedSteps recording = backup(SampleSnapshots.IPV4)
                .reconfigured(100, SampleSnapshots.withPriority(SampleSnapshots.IPV4, 140))
                .timer(0);

        assertThat(FailoverOutage.endedBy(recording.last())).hasValue(3_000 * MILLI + 116_000 * MILLI / 256);
    }

    @Test
    void waitForAMoveGroupIsPartOfIt() {
        RecordedSteps recording = new RecordedSteps(SampleSnapshots.IPV6)
                .after(0, Event.Started::new)
                .heard(10, SampleSnapshots.PEER6, 150)
                .timer(0)
                .after(20, Event.GroupReady::new);

        assertThat(FailoverOutage.endedBy(recording.last())).hasValue(300 * MILLI + 15_600 * MILLI / 256 + 20 * MILLI);
    }

    @Test
    void nothingFailedOverWithoutAnActive() {
        RecordedSteps recording = new RecordedSteps(SampleSnapshots.IPV4)
                .after(0, Event.Started::new)
                .timer(0);

        assertThat(FailoverOutage.endedBy(recording.last())).isEmpty();
    }

    @Test
    void preemptionIsNoFailover() {
        RecordedSteps recording = new RecordedSteps(SampleSnapshots.IPV4)
                .after(0, Event.Started::new)
                .heard(10, SampleSnapshots.PEER, 90)
                .timer(0);

        assertThat(recording.last().step().reason()).isNotNull();
        assertThat(FailoverOutage.endedBy(recording.last())).isEmpty();
    }

    private static RecordedSteps backup(RouterSettings settings) {
        return new RecordedSteps(settings).after(0, Event.Started::new).heard(10, SampleSnapshots.PEER, 150);
    }
}
