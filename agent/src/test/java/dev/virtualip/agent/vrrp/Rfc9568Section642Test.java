package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.DOWN_100;
import static dev.virtualip.agent.vrrp.Story.LOWER;
import static dev.virtualip.agent.vrrp.Story.MILLI;
import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.SKEW_100;
import static dev.virtualip.agent.vrrp.Story.THIRD;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.backup;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.stale;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.Story.takingOver;
import static dev.virtualip.agent.vrrp.TestSettings.priority;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9568 section 6.4.2, Backup. */
class Rfc9568Section642Test {
    private static final RouterSettings PREEMPTING = priority(100);
    private static final RouterSettings NOT_PREEMPTING =
            settings().withPreemption(Preemption.NEVER).build();

    @AtEveryClockOrigin
    void shutdownCancelsTheTimerAndSendsNothing(long t) {
        assertThat(step(PREEMPTING, backup(t + SECOND, 150), new Event.Stopped(t, Reason.STOPPED)))
                .isEqualTo(Step.change(new State.Initialize(), Reason.STOPPED));
    }

    @AtEveryClockOrigin
    void whenTheActiveDownTimerFiresItAdvertisesBindsAnnouncesAndIsActive(long t) {
        assertThat(step(PREEMPTING, backup(t, 150), new Event.TimerFired(t)))
                .isEqualTo(Step.change(
                        new State.Active(t + SECOND, SECOND, 0), Reason.PEER_TIMEOUT, takingOver(PREEMPTING)));
    }

    @AtEveryClockOrigin
    void itAdvertisesAtItsOwnIntervalWhateverItLearntFromTheLastActive(long t) {
        State.Backup learnt = State.Backup.listening(t, 40 * MILLI, new Peer(PEER, 150));

        assertThat(step(PREEMPTING, learnt, new Event.TimerFired(t)).next())
                .isEqualTo(new State.Active(t + SECOND, SECOND, 0));
    }

    @AtEveryClockOrigin
    void oneNanosecondBeforeItFiresNothingHappens(long t) {
        State state = backup(t, 150);

        assertNothing(step(PREEMPTING, state, new Event.TimerFired(t - 1)), state);
    }

    @AtEveryClockOrigin
    void priorityZeroSetsTheTimerToSkewTime(long t) {
        assertThat(step(PREEMPTING, backup(t + 2 * SECOND, 150), heard(t, 0)))
                .isEqualTo(Step.stay(backup(t + SKEW_100, 150, Reason.PEER_STOPPED)));
    }

    @AtEveryClockOrigin
    void priorityZeroOfAnyOtherRouterThanTheActiveIsIgnored(long t) {
        State state = backup(t + 2 * SECOND, 150);

        assertNothing(step(PREEMPTING, state, heard(t, THIRD, 0, SECOND)), state);
    }

    @AtEveryClockOrigin
    void priorityZeroIsIgnoredWhileNoActiveIsKnown(long t) {
        State state = State.Backup.listening(t + 2 * SECOND, SECOND, null);

        assertNothing(step(PREEMPTING, state, heard(t, 0)), state);
    }

    @AtEveryClockOrigin
    void priorityZeroThatWasQueuedDuringASleepIsIgnored(long t) {
        State state = backup(t + 2 * SECOND, 150);

        assertNothing(step(PREEMPTING, state, stale(heard(t, 0))), state);
    }

    @AtEveryClockOrigin
    void routerThatAdvertisesAgainAfterPriorityZeroIsAwaitedAgain(long t) {
        State stopped = backup(t + SKEW_100, 150, Reason.PEER_STOPPED);

        assertThat(step(PREEMPTING, stopped, heard(t + 5, 150))).isEqualTo(Step.stay(backup(t + 5 + DOWN_100, 150)));
    }

    @AtEveryClockOrigin
    void priorityThatIsHigherOrEqualTeachesItsIntervalAndRestartsTheTimer(long t) {
        State.Backup expected = State.Backup.listening(t + 360_937_500L, 100 * MILLI, new Peer(PEER, 101));
        State.Backup equal = State.Backup.listening(t + 360_937_500L, 100 * MILLI, new Peer(PEER, 100));

        assertThat(step(PREEMPTING, backup(t + 1, 150), heard(t, PEER, 101, 100 * MILLI)))
                .isEqualTo(Step.stay(expected));
        assertThat(step(PREEMPTING, backup(t + 1, 150), heard(t, PEER, 100, 100 * MILLI)))
                .isEqualTo(Step.stay(equal));
    }

    @AtEveryClockOrigin
    void addressOfAnEqualRouterIsNoMatterToABackup(long t) {
        for (InetAddress source : new InetAddress[] {LOWER, THIRD}) {
            assertThat(step(PREEMPTING, backup(t + 1, 150), heard(t, source, 100, SECOND)))
                    .isEqualTo(Step.stay(State.Backup.listening(t + DOWN_100, SECOND, new Peer(source, 100))));
        }
    }

    @AtEveryClockOrigin
    void lowerPriorityIsDiscardedAndTheTimerRunsOn(long t) {
        assertThat(step(PREEMPTING, backup(t + SECOND, 99), heard(t, 99)))
                .isEqualTo(Step.stay(backup(t + SECOND, 99, Reason.PREEMPTING)));
    }

    @AtEveryClockOrigin
    void lowerPriorityOfAForeignRouterChangesNothingWhileABetterActiveLives(long t) {
        State state = backup(t + SECOND, 150);

        assertNothing(step(PREEMPTING, state, heard(t, THIRD, 50, 10 * MILLI)), state);
    }

    @AtEveryClockOrigin
    void lowerPriorityThatWasQueuedDuringASleepIsIgnored(long t) {
        State state = backup(t + SECOND, 99);

        assertNothing(step(PREEMPTING, state, stale(heard(t, 99))), state);
    }

    @AtEveryClockOrigin
    void withPreemptModeFalseALowerPriorityRestartsTheTimer(long t) {
        assertThat(step(NOT_PREEMPTING, backup(t + SECOND, 150), heard(t, 2)))
                .isEqualTo(Step.stay(backup(t + DOWN_100, 2)));
    }

    @AtEveryClockOrigin
    void withPreemptModeFalseItStillTakesOverFromASilentRouter(long t) {
        assertThat(step(NOT_PREEMPTING, backup(t, 2), new Event.TimerFired(t)).reason())
                .isEqualTo(Reason.PEER_TIMEOUT);
    }

    @AtEveryClockOrigin
    void timerThatRanOnThroughDiscardedAdvertisementsPreempts(long t) {
        assertThat(step(PREEMPTING, backup(t, 99, Reason.PREEMPTING), new Event.TimerFired(t)))
                .isEqualTo(Step.change(
                        new State.Active(t + SECOND, SECOND, 0), Reason.PREEMPTING, takingOver(PREEMPTING)));
    }

    @AtEveryClockOrigin
    void ownerAlwaysPreemptsWhateverItsPreemptMode(long t) {
        State state = backup(t + SECOND, 254);

        for (Preemption preemption : new Preemption[] {Preemption.NEVER, new Preemption(true, 60 * SECOND)}) {
            RouterSettings owner =
                    settings().withPriority(255).withPreemption(preemption).build();
            assertThat(step(owner, state, heard(t, 254)))
                    .isEqualTo(Step.stay(backup(t + SECOND, 254, Reason.PREEMPTING)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, 254})
    void anyOtherRouterObeysItsPreemptMode(int priority) {
        RouterSettings router = settings()
                .withPriority(priority)
                .withPreemption(Preemption.NEVER)
                .build();
        State.Backup restarted = (State.Backup) step(router, backup(SECOND, 150), heard(0, Math.max(2, priority - 1)))
                .next();

        assertThat(restarted.expiry()).isEqualTo(Reason.PEER_TIMEOUT);
        assertThat(restarted.deadlineNanos()).isEqualTo(Timing.activeDownNanos(3, priority, SECOND));
    }

    @AtEveryClockOrigin
    void routerWithoutItsInterfaceLeaves(long t) {
        assertThat(step(PREEMPTING, backup(t + SECOND, 150), new Event.Failed(t, Reason.ADDRESS_MISSING)))
                .isEqualTo(Step.change(new State.Initialize(), Reason.ADDRESS_MISSING));
    }
}
