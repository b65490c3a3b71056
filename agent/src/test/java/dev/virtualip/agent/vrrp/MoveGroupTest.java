package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.active;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.backup;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.Story.takingOver;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A move group takes over when all members can, and leaves when one must. */
class MoveGroupTest {
    private static final RouterSettings MEMBER = settings().inGroup().build();
    private static final State.Backup WAITING = waiting(0, Reason.PEER_TIMEOUT);

    @AtEveryClockOrigin
    void memberWhoseTimerFiredWaitsForTheOthersAndSendsNothing(long t) {
        assertThat(step(MEMBER, backup(t, 150), new Event.TimerFired(t)))
                .isEqualTo(Step.stay(waiting(t + SECOND, Reason.PEER_TIMEOUT)));
    }

    @AtEveryClockOrigin
    void itsTimerFiresAgainWithoutATakeover(long t) {
        assertThat(step(MEMBER, waiting(t, Reason.PEER_STOPPED), new Event.TimerFired(t)))
                .isEqualTo(Step.stay(waiting(t + SECOND, Reason.PEER_STOPPED)));
    }

    @AtEveryClockOrigin
    void whenAllAreReadyItTakesOverForTheReasonItHad(long t) {
        assertThat(step(MEMBER, waiting(t + 5, Reason.PEER_STOPPED), new Event.GroupReady(t)))
                .isEqualTo(Step.change(active(t + SECOND), Reason.PEER_STOPPED, takingOver(MEMBER)));
    }

    @AtEveryClockOrigin
    void memberThatDoesNotWaitIsNotTakenAlong(long t) {
        assertNothing(step(MEMBER, backup(t + 5, 150), new Event.GroupReady(t)), backup(t + 5, 150));
    }

    @AtEveryClockOrigin
    void memberWithAnActiveStopsWaiting(long t) {
        State.Backup next = (State.Backup)
                step(MEMBER, waiting(t + 5, Reason.PEER_TIMEOUT), heard(t, 150)).next();

        assertThat(next.waiting()).isFalse();
    }

    @AtEveryClockOrigin
    void preemptingMemberKeepsWaitingThroughLosingAdvertisements(long t) {
        State.Backup waiting = waiting(t + 5, Reason.PREEMPTING, 50);

        assertNothing(step(MEMBER, waiting, heard(t, 50)), waiting);
    }

    @AtEveryClockOrigin
    void preemptionDelayThatWasWaitedOutDoesNotStartAgainBeforeTheOthersAreReady(long t) {
        RouterSettings delayed = settings()
                .withPreemption(new Preemption(true, SECOND))
                .inGroup()
                .build();
        State.Backup waiting = waiting(t + 5, Reason.PREEMPTING, 50);
        State.Backup silent = waiting(t + 5, Reason.PEER_TIMEOUT, 50);

        assertNothing(step(delayed, waiting, heard(t, 50)), waiting);
        assertThat(((State.Backup) step(delayed, silent, heard(t, 50)).next()).preemptAtNanos())
                .isEqualTo(t + SECOND);
    }

    @AtEveryClockOrigin
    void whenAnotherMemberLeavesAnActiveReleases(long t) {
        Step step = step(MEMBER, active(t + 5), new Event.GroupLeft(t));

        assertThat(step.reason()).isEqualTo(Reason.GROUP_MEMBER);
        assertThat(step.actions()).containsExactly(new Action.Advertise(0), new Action.StopAnnouncing());
        assertThat(((State.Releasing) step.next()).stopping()).isFalse();
    }

    @AtEveryClockOrigin
    void routerOutsideAGroupDoesNotWait(long t) {
        assertThat(step(settings().build(), backup(t, 150), new Event.TimerFired(t))
                        .next())
                .isEqualTo(active(t + SECOND));
    }

    @Test
    void groupIsReadyWhenEachMemberWaitsOrIsActive() {
        assertThat(MoveGroup.ready(List.of(WAITING, WAITING))).isTrue();
        assertThat(MoveGroup.ready(List.of(WAITING, active(0)))).isTrue();
    }

    @Test
    void groupIsNotReadyWhileAnyMemberCannot() {
        State releasing = new State.Releasing(0, false, Reason.SUPERIOR_PEER, List.of(), null, SECOND, SECOND);

        for (State other : List.of(backup(0, 150), new State.Initialize(), releasing)) {
            assertThat(MoveGroup.ready(List.of(WAITING, other))).isFalse();
            assertThat(MoveGroup.ready(List.of(other, WAITING))).isFalse();
        }
    }

    @Test
    void groupThatIsActiveOrEmptyHasNothingToTakeOver() {
        assertThat(MoveGroup.ready(List.of(active(0), active(0)))).isFalse();
        assertThat(MoveGroup.ready(List.of())).isFalse();
    }

    private static State.Backup waiting(long deadlineNanos, Reason expiry) {
        return waiting(deadlineNanos, expiry, 150);
    }

    private static State.Backup waiting(long deadlineNanos, Reason expiry, int activePriority) {
        return new State.Backup(
                deadlineNanos, deadlineNanos, SECOND, new Peer(PEER, activePriority), expiry, null, true);
    }
}
