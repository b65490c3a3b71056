package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.active;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

/** RFC 3768, where version 2 differs from version 3. */
class Rfc3768Test {
    private static final RouterSettings ROUTER =
            settings().withVersion(2).withInterval(5 * SECOND).build();
    private static final long SKEW = 609_375_000L;
    private static final long DOWN = 15 * SECOND + SKEW;

    @AtEveryClockOrigin
    void section61TheSkewIsAFractionOfASecondWhateverTheInterval(long t) {
        assertThat(step(ROUTER, new State.Initialize(), new Event.Started(t)).next())
                .isEqualTo(State.Backup.listening(t + DOWN, 5 * SECOND, null));
    }

    @AtEveryClockOrigin
    void section642TheIntervalIsNotLearnt(long t) {
        State before = State.Backup.listening(t + 1, 5 * SECOND, new Peer(PEER, 150));

        assertThat(step(ROUTER, before, heard(t, PEER, 150, SECOND)))
                .isEqualTo(Step.stay(State.Backup.listening(t + DOWN, 5 * SECOND, new Peer(PEER, 150))));
    }

    @AtEveryClockOrigin
    void section642PriorityZeroSetsTheTimerToSkewTime(long t) {
        State before = State.Backup.listening(t + DOWN, 5 * SECOND, new Peer(PEER, 150));

        assertThat(step(ROUTER, before, heard(t, 0)).next().deadlineNanos()).isEqualTo(t + SKEW);
    }

    @AtEveryClockOrigin
    void section643AfterYieldingTheOwnIntervalCounts(long t) {
        State.Releasing yielding = (State.Releasing)
                step(ROUTER, active(t + 5), heard(t, PEER, 150, SECOND)).next();

        assertThat(yielding.activeIntervalNanos()).isEqualTo(5 * SECOND);
        assertThat(yielding.activeDownAtNanos()).isEqualTo(t + DOWN);
    }

    @AtEveryClockOrigin
    void newIntervalIsTheOneThatABackupWaitsFor(long t) {
        RouterSettings faster = settings().withVersion(2).build();
        State before = State.Backup.listening(t + DOWN, 5 * SECOND, new Peer(PEER, 150));

        assertThat(step(faster, before, new Event.Reconfigured(t, ROUTER)))
                .isEqualTo(Step.stay(State.Backup.listening(t + 3 * SECOND + SKEW, SECOND, new Peer(PEER, 150))));
    }
}
