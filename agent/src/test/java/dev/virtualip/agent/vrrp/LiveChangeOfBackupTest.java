package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.SKEW_100;
import static dev.virtualip.agent.vrrp.Story.active;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.backup;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.Story.takingOver;
import static dev.virtualip.agent.vrrp.TestSettings.priority;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

/** Settings are changed live: a Backup moves its running timer, and never takes over because of that alone. */
class LiveChangeOfBackupTest {
    private static final RouterSettings BEFORE = priority(100);
    private static final RouterSettings RAISED = priority(228);
    private static final RouterSettings LOWERED = priority(36);
    private static final long QUARTER = SECOND / 4;

    @AtEveryClockOrigin
    void priorityMovesTheRunningTimerByTheDifferenceOfTheSkews(long t) {
        State state = backup(t + 2 * SECOND, 250);

        assertThat(step(RAISED, state, new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.stay(backup(t + 2 * SECOND - SECOND / 2, 250)));
        assertThat(step(LOWERED, state, new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.stay(backup(t + 2 * SECOND + QUARTER, 250)));
    }

    @AtEveryClockOrigin
    void alsoWhileItRunsAfterPriorityZero(long t) {
        assertThat(step(LOWERED, backup(t + SKEW_100, 250, Reason.PEER_STOPPED), new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.stay(backup(t + SKEW_100 + QUARTER, 250, Reason.PEER_STOPPED)));
    }

    @AtEveryClockOrigin
    void preemptionUnderWayWaitsForOneMoreWordOfTheActive(long t) {
        RouterSettings never = settings().withPreemption(Preemption.NEVER).build();
        State preempting = backup(t + 5, 50, Reason.PREEMPTING);

        assertThat(step(LOWERED, preempting, new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.stay(backup(t + SECOND + SKEW_100 + QUARTER, 50)));
        assertThat(step(never, preempting, new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.stay(backup(t + SECOND + SKEW_100, 50)));
    }

    @AtEveryClockOrigin
    void anotherIntervalIsNoMatterWhereOneWasLearnt(long t) {
        RouterSettings slower = settings().withInterval(5 * SECOND).build();

        assertNothing(
                step(slower, backup(t + SECOND, 150), new Event.Reconfigured(t, BEFORE)), backup(t + SECOND, 150));
    }

    @AtEveryClockOrigin
    void newIntervalCountsWhileNoActiveIsKnown(long t) {
        RouterSettings slower = settings().withInterval(5 * SECOND).build();
        State silent = State.Backup.listening(t + 5, SECOND, null);

        assertThat(step(slower, silent, new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.stay(State.Backup.listening(t + 15 * SECOND + 5 * SKEW_100, 5 * SECOND, null)));
    }

    @AtEveryClockOrigin
    void otherAddressesAreNoMatter(long t) {
        RouterSettings other = settings().withAddresses("192.0.2.2").build();
        State preempting = backup(t + 5, 50, Reason.PREEMPTING);

        assertNothing(step(other, preempting, new Event.Reconfigured(t, BEFORE)), preempting);
    }

    @AtEveryClockOrigin
    void newOwnerIsActiveAtOnce(long t) {
        RouterSettings owner = priority(255);

        assertThat(step(owner, backup(t + SECOND, 250), new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.change(active(t + SECOND), Reason.OWNER, takingOver(owner)));
    }

    @AtEveryClockOrigin
    void ownerThatWasOneBeforeStaysWhatItIs(long t) {
        RouterSettings other =
                settings().withPriority(255).withAddresses("192.0.2.2").build();

        assertNothing(
                step(other, backup(t + SECOND, 255), new Event.Reconfigured(t, priority(255))),
                backup(t + SECOND, 255));
    }

    @AtEveryClockOrigin
    void newOwnerInAMoveGroupWaitsForTheOthers(long t) {
        RouterSettings owner = settings().withPriority(255).inGroup().build();
        State.Backup next = (State.Backup) step(owner, backup(t + SECOND, 250), new Event.Reconfigured(t, BEFORE))
                .next();

        assertThat(next.waiting()).isTrue();
        assertThat(next.expiry()).isEqualTo(Reason.OWNER);
    }

    @AtEveryClockOrigin
    void releaseRequestIsNoMatterToABackup(long t) {
        State state = State.Backup.listening(t + 5, SECOND, new Peer(PEER, 150));

        assertNothing(step(BEFORE, state, new Event.ReleaseRequested(t, Reason.MOVE_REQUESTED)), state);
    }
}
