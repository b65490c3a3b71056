package dev.virtualip.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.RouterSettings;
import org.junit.jupiter.api.Test;

/** A failover takes from the last advertisement of the former Active until the takeover. */
class SilenceTest {
    private static final long MILLI = 1_000_000L;

    @Test
    void afterATimeoutItIsTheActiveDownIntervalAndTheDelayOfTheTimer() {
        Recording recording = backup(Samples.IPV4).timer(3);

        assertThat(Silence.endedBy(recording.last())).hasValue(3_609_375_000L + 3 * MILLI);
    }

    @Test
    void afterAStopItBeginsWithPriorityZero() {
        Recording recording = backup(Samples.IPV4).heard(500, Samples.PEER, 0).timer(0);

        assertThat(Silence.endedBy(recording.last())).hasValue(609_375_000L);
    }

    @Test
    void aNewPriorityOfOurOwnDoesNotMoveItsBeginning() {
        Recording recording = backup(Samples.IPV4)
                .reconfigured(100, Samples.withPriority(Samples.IPV4, 140))
                .timer(0);

        assertThat(Silence.endedBy(recording.last())).hasValue(3_000 * MILLI + 116_000 * MILLI / 256);
    }

    @Test
    void theWaitForAMoveGroupIsPartOfIt() {
        Recording recording = new Recording(Samples.IPV6)
                .after(0, Event.Started::new)
                .heard(10, Samples.PEER6, 150)
                .timer(0)
                .after(20, Event.GroupReady::new);

        assertThat(Silence.endedBy(recording.last())).hasValue(300 * MILLI + 15_600 * MILLI / 256 + 20 * MILLI);
    }

    @Test
    void whereNobodyWasActiveNothingFailedOver() {
        Recording recording =
                new Recording(Samples.IPV4).after(0, Event.Started::new).timer(0);

        assertThat(Silence.endedBy(recording.last())).isEmpty();
    }

    @Test
    void aPreemptionIsNoFailover() {
        Recording recording = new Recording(Samples.IPV4)
                .after(0, Event.Started::new)
                .heard(10, Samples.PEER, 90)
                .timer(0);

        assertThat(recording.last().step().reason()).isNotNull();
        assertThat(Silence.endedBy(recording.last())).isEmpty();
    }

    private static Recording backup(RouterSettings settings) {
        return new Recording(settings).after(0, Event.Started::new).heard(10, Samples.PEER, 150);
    }
}
