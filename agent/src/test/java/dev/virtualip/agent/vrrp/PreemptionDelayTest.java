package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.DOWN_100;
import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.SKEW_100;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.backup;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.stale;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.Story.takingOver;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

/** A preemption can be held back; a takeover from a router that is silent or leaves cannot. */
class PreemptionDelayTest {
    private static final long DELAY = 10 * SECOND;
    private static final RouterSettings ROUTER =
            settings().withPreemption(new Preemption(true, DELAY)).build();

    @AtEveryClockOrigin
    void firstLosingAdvertisementStartsTheDelayAndRestartsTheActiveDownTimer(long t) {
        assertThat(step(ROUTER, backup(t + SECOND, 50), heard(t, 50)))
                .isEqualTo(Step.stay(held(t + DOWN_100, t + DOWN_100, t + DELAY)));
    }

    @AtEveryClockOrigin
    void furtherLosingAdvertisementsDoNotStartItAgain(long t) {
        assertThat(step(ROUTER, held(t + DOWN_100, t + DOWN_100, t + DELAY), heard(t + 9 * SECOND, 50)))
                .isEqualTo(Step.stay(held(t + DELAY, t + 9 * SECOND + DOWN_100, t + DELAY)));
    }

    @AtEveryClockOrigin
    void whenItEndsTheRouterPreemptsAtOnce(long t) {
        State state = held(t, t + 2 * SECOND, t);

        assertNothing(step(ROUTER, state, new Event.TimerFired(t - 1)), state);
        assertThat(step(ROUTER, state, new Event.TimerFired(t)))
                .isEqualTo(Step.change(new State.Active(t + SECOND, SECOND, 0), Reason.PREEMPTING, takingOver(ROUTER)));
    }

    @AtEveryClockOrigin
    void itNeverDelaysTheTakeoverFromASilentRouter(long t) {
        assertThat(step(ROUTER, held(t, t, t + DELAY), new Event.TimerFired(t)).reason())
                .isEqualTo(Reason.PEER_TIMEOUT);
    }

    @AtEveryClockOrigin
    void advertisementOfAtLeastItsOwnPriorityCancelsIt(long t) {
        assertThat(step(ROUTER, held(t + 5, t + SECOND, t + 5), heard(t, 100)))
                .isEqualTo(Step.stay(backup(t + DOWN_100, 100)));
    }

    @AtEveryClockOrigin
    void priorityZeroCancelsIt(long t) {
        assertThat(step(ROUTER, held(t + DOWN_100, t + DOWN_100, t + DELAY), heard(t, 0)))
                .isEqualTo(Step.stay(backup(t + SKEW_100, 50, Reason.PEER_STOPPED)));
    }

    @AtEveryClockOrigin
    void changeOfPriorityOrPreemptionCancelsIt(long t) {
        State held = held(t + 5, t + SECOND, t + 5);
        RouterSettings other =
                settings().withPreemption(new Preemption(true, 2 * DELAY)).build();

        assertThat(step(other, held, new Event.Reconfigured(t, ROUTER))).isEqualTo(Step.stay(backup(t + SECOND, 50)));
    }

    @AtEveryClockOrigin
    void changeOfTheAddressesDoesNotCancelIt(long t) {
        State held = held(t + 5, t + SECOND, t + 5);
        RouterSettings other = settings()
                .withPreemption(ROUTER.preemption())
                .withAddresses("192.0.2.2")
                .build();

        assertNothing(step(other, held, new Event.Reconfigured(t, ROUTER)), held);
    }

    @AtEveryClockOrigin
    void pauseCancelsIt(long t) {
        assertThat(step(ROUTER, held(t, t + DOWN_100, t), new Event.Paused(t)))
                .isEqualTo(Step.stay(backup(t + DOWN_100, 50)));
    }

    @AtEveryClockOrigin
    void losingAdvertisementThatWasQueuedDuringASleepDoesNotStartIt(long t) {
        assertNothing(step(ROUTER, backup(t + SECOND, 50), stale(heard(t, 50))), backup(t + SECOND, 50));
    }

    @AtEveryClockOrigin
    void itDoesNotHoldAPreemptionOfAWithdrawnRouter(long t) {
        assertThat(step(ROUTER, backup(t + SECOND, 1), heard(t, 1)))
                .isEqualTo(Step.stay(backup(t + SECOND, 1, Reason.PEER_WITHDRAWN)));
    }

    @AtEveryClockOrigin
    void delayThatRunsStillEndsWhenTheActiveIsWithdrawnMeanwhile(long t) {
        State.Backup held = held(t + 5, t + SECOND, t + 5);
        State.Backup withdrawn =
                new State.Backup(t + 5, t + SECOND, SECOND, new Peer(PEER, 1), Reason.PEER_WITHDRAWN, t + 5L, false);

        assertThat(step(ROUTER, held, heard(t, 1))).isEqualTo(Step.stay(withdrawn));
    }

    private static State.Backup held(long deadlineNanos, long activeDownAtNanos, long preemptAtNanos) {
        return new State.Backup(
                deadlineNanos,
                activeDownAtNanos,
                SECOND,
                new Peer(PEER, 50),
                Reason.PEER_TIMEOUT,
                preemptAtNanos,
                false);
    }
}
