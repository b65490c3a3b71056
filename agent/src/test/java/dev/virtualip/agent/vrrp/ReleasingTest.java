package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.MILLI;
import static dev.virtualip.agent.vrrp.Story.OWN;
import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.SKEW_100;
import static dev.virtualip.agent.vrrp.Story.THIRD;
import static dev.virtualip.agent.vrrp.Story.VIRTUAL;
import static dev.virtualip.agent.vrrp.Story.active;
import static dev.virtualip.agent.vrrp.Story.address;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.Story.takingOver;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Releasing: make before break. RFC 9568 section 6.4.3 says when an Active leaves, architecture says how. */
class ReleasingTest {
    private static final InetAddress SECOND_VIRTUAL = address("192.0.2.2");
    private static final RouterSettings ROUTER = settings()
            .withAddresses("192.0.2.1", "192.0.2.2")
            .withInterval(100 * MILLI)
            .build();
    private static final List<InetAddress> BOTH = List.of(VIRTUAL, SECOND_VIRTUAL);
    private static final long SKEW = SKEW_100 / 10;
    private static final long DOWN = 300 * MILLI + SKEW;
    private static final Action[] LEAVING = {new Action.Advertise(0), new Action.StopAnnouncing()};

    @AtEveryClockOrigin
    void shutdownSendsPriorityZeroAndHoldsTheAddressesForTheStopGrace(long t) {
        State next = new State.Releasing(t + SECOND, true, Reason.STOPPED, BOTH, null, 100 * MILLI, t + SECOND + SKEW);

        assertThat(step(ROUTER, active(t + 5), new Event.Stopped(t, Reason.STOPPED)))
                .isEqualTo(Step.change(next, Reason.STOPPED, LEAVING));
    }

    @AtEveryClockOrigin
    void plannedMoveAndAFailedHealthCheckDoTheSameAndStay(long t) {
        for (Reason reason : List.of(Reason.MOVE_REQUESTED, Reason.HEALTH_CHECK_FAILED)) {
            State next = new State.Releasing(t + SECOND, false, reason, BOTH, null, 100 * MILLI, t + SECOND + SKEW);
            assertThat(step(ROUTER, active(t + 5), new Event.ReleaseRequested(t, reason)))
                    .isEqualTo(Step.change(next, reason, LEAVING));
        }
    }

    @AtEveryClockOrigin
    void yieldingRouterSendsOneLastAdvertisementOfItsOwnPriority(long t) {
        State next = new State.Releasing(
                t + 500 * MILLI,
                false,
                Reason.SUPERIOR_PEER,
                BOTH,
                new Peer(PEER, 150),
                SECOND,
                t + 3 * SECOND + SKEW_100);

        assertThat(step(ROUTER, active(t + 5), heard(t, 150)))
                .isEqualTo(Step.change(
                        next, Reason.SUPERIOR_PEER, new Action.Advertise(100), new Action.StopAnnouncing()));
    }

    @AtEveryClockOrigin
    void eachAddressGoesWhenTheSuccessorClaimsItAndTheLastOneEndsIt(long t) {
        State.Releasing both = releasing(t + SECOND, false, BOTH, new Peer(PEER, 50));
        State.Releasing one = releasing(t + SECOND, false, List.of(SECOND_VIRTUAL), new Peer(PEER, 50));

        assertThat(step(ROUTER, both, new Event.Claimed(t, VIRTUAL)))
                .isEqualTo(Step.stay(one, new Action.Unbind(List.of(VIRTUAL))));
        assertNothing(step(ROUTER, one, new Event.Claimed(t, VIRTUAL)), one);
        assertThat(step(ROUTER, one, new Event.Claimed(t, SECOND_VIRTUAL)))
                .isEqualTo(Step.change(
                        State.Backup.listening(t + SECOND + DOWN, 100 * MILLI, new Peer(PEER, 50)),
                        Reason.MOVE_REQUESTED,
                        new Action.Unbind(List.of(SECOND_VIRTUAL))));
    }

    @AtEveryClockOrigin
    void successorsFirstAdvertisementLeavesItHalfASecond(long t) {
        State.Releasing waiting = releasing(t + SECOND, false, BOTH, null);
        State.Releasing heard =
                (State.Releasing) step(ROUTER, waiting, heard(t, 50)).next();

        assertThat(heard.deadlineNanos()).isEqualTo(t + 500 * MILLI);
        assertThat(heard.successor()).isEqualTo(new Peer(PEER, 50));
        assertThat(heard.activeDownAtNanos()).isEqualTo(t + 3 * SECOND + SKEW_100);
        assertThat(step(ROUTER, heard, heard(t + MILLI, 50)).next().deadlineNanos())
                .isEqualTo(t + 500 * MILLI);
    }

    @AtEveryClockOrigin
    void whileTheSuccessorAnnouncesOneAddressAfterTheOtherTheRestIsHeld(long t) {
        State.Releasing ending = releasing(t + MILLI, false, BOTH, new Peer(PEER, 50));

        State next = step(ROUTER, ending, new Event.Claimed(t, VIRTUAL)).next();

        assertThat(next.deadlineNanos()).isEqualTo(t + 100 * MILLI);
        assertNothing(step(ROUTER, next, new Event.Claimed(t + MILLI, VIRTUAL)), next);
        assertThat(step(ROUTER, next, new Event.TimerFired(t + 100 * MILLI)).actions())
                .containsExactly(new Action.Unbind(List.of(SECOND_VIRTUAL)));
    }

    @AtEveryClockOrigin
    void successorThatComesLateDoesNotProlongIt(long t) {
        assertThat(step(ROUTER, releasing(t + 5, false, BOTH, null), heard(t, 50))
                        .next()
                        .deadlineNanos())
                .isEqualTo(t + 5);
    }

    @AtEveryClockOrigin
    void inferiorForeignRouterDoesNotDisplaceTheSuccessor(long t) {
        State state = releasing(t + SECOND, false, BOTH, new Peer(PEER, 150));

        assertNothing(step(ROUTER, state, heard(t, THIRD, 50, SECOND)), state);
        assertThat(((State.Releasing) step(ROUTER, state, heard(t, THIRD, 151, SECOND))
                                .next())
                        .successor())
                .isEqualTo(new Peer(THIRD, 151));
    }

    @AtEveryClockOrigin
    void successorThatStopsAsWellIsNotWaitedFor(long t) {
        State.Releasing state = releasing(t + SECOND, false, BOTH, new Peer(PEER, 50));

        assertThat(((State.Releasing) step(ROUTER, state, heard(t, 0)).next()).activeDownAtNanos())
                .isEqualTo(t + SKEW);
        assertNothing(step(ROUTER, state, heard(t, THIRD, 0, SECOND)), state);
    }

    @AtEveryClockOrigin
    void atTheEndOfItsTimeWhatIsLeftGoes(long t) {
        State state = releasing(t, false, BOTH, new Peer(PEER, 50));
        State.Releasing stopping = releasing(t, true, BOTH, null);

        assertNothing(step(ROUTER, state, new Event.TimerFired(t - 1)), state);
        assertThat(step(ROUTER, state, new Event.TimerFired(t)))
                .isEqualTo(Step.change(
                        State.Backup.listening(t + DOWN, 100 * MILLI, new Peer(PEER, 50)),
                        Reason.MOVE_REQUESTED,
                        new Action.Unbind(BOTH)));
        assertThat(step(ROUTER, stopping, new Event.TimerFired(t)))
                .isEqualTo(Step.change(new State.Initialize(), Reason.MOVE_REQUESTED, new Action.Unbind(BOTH)));
    }

    @AtEveryClockOrigin
    void withoutASuccessorItStaysActiveWithoutAGap(long t) {
        State alone = releasing(t, false, BOTH, null);

        assertThat(step(ROUTER, alone, new Event.TimerFired(t)))
                .isEqualTo(Step.change(active100(t), Reason.PEER_TIMEOUT, takingOver(ROUTER)));
    }

    @AtEveryClockOrigin
    void ifAnotherHostAnnouncedOneOfTheAddressesItDoesNotStay(long t) {
        State claimed = releasing(t, false, List.of(SECOND_VIRTUAL), null);

        assertThat(step(ROUTER, claimed, new Event.TimerFired(t)))
                .isEqualTo(Step.change(
                        State.Backup.listening(t + DOWN, 100 * MILLI, null),
                        Reason.MOVE_REQUESTED,
                        new Action.Unbind(List.of(SECOND_VIRTUAL))));
    }

    @AtEveryClockOrigin
    void inAMoveGroupItHoldsUntilAllMembersKnowThatThereIsNoSuccessor(long t) {
        RouterSettings member = settings()
                .withAddresses("192.0.2.1", "192.0.2.2")
                .withInterval(100 * MILLI)
                .inGroup()
                .build();
        State.Releasing alone = releasing(t, false, BOTH, null);
        State.Releasing waiting =
                (State.Releasing) step(member, alone, new Event.TimerFired(t)).next();

        assertThat(alone.waiting()).isFalse();
        assertThat(waiting).isEqualTo(alone.at(t + DOWN));
        assertThat(waiting.waiting()).isTrue();
        assertThat(MoveGroup.ready(List.of(waiting, active(t)))).isTrue();
        assertThat(MoveGroup.ready(List.of(waiting, alone))).isFalse();
        assertNothing(step(member, alone, new Event.GroupReady(t)), alone);
        assertThat(step(member, waiting, new Event.GroupReady(t)))
                .isEqualTo(Step.change(active100(t), Reason.PEER_TIMEOUT, takingOver(member)));
        assertThat(((State.Releasing) step(member, waiting, heard(t, 50)).next()).waiting())
                .as("a successor came after all")
                .isFalse();
        assertThat(step(member, waiting, new Event.TimerFired(t + DOWN)).actions())
                .as("the others did not follow")
                .containsExactly(new Action.Unbind(BOTH));
    }

    private static State.Active active100(long t) {
        return new State.Active(t + 100 * MILLI, 100 * MILLI, 0);
    }

    @AtEveryClockOrigin
    void stayingRouterWaitsAtLeastOneSkewBeforeItTakesOverAgain(long t) {
        State late =
                new State.Releasing(t, false, Reason.MOVE_REQUESTED, BOTH, new Peer(PEER, 50), 100 * MILLI, t - SECOND);

        assertThat(step(ROUTER, late, new Event.TimerFired(t)).next().deadlineNanos())
                .isEqualTo(t + SKEW);
    }

    @AtEveryClockOrigin
    void stopWhileItYieldsMakesItLeaveForGood(long t) {
        State.Releasing state = releasing(t + 5, false, BOTH, null);
        State.Releasing stopping =
                new State.Releasing(t + 5, true, Reason.STOPPED, BOTH, null, 100 * MILLI, state.activeDownAtNanos());

        assertThat(step(ROUTER, state, new Event.Stopped(t, Reason.STOPPED))).isEqualTo(Step.stay(stopping));
    }

    @AtEveryClockOrigin
    void failureEndsItAtOnce(long t) {
        assertThat(step(ROUTER, releasing(t + 5, false, BOTH, null), new Event.Failed(t, Reason.LINK_DOWN)))
                .isEqualTo(Step.change(new State.Initialize(), Reason.LINK_DOWN, new Action.Unbind(BOTH)));
    }

    @AtEveryClockOrigin
    void pauseEndsItAtOnceAndItListensForOneIntervalAndTheSkew(long t) {
        State.Releasing state = new State.Releasing(t, false, Reason.MOVE_REQUESTED, BOTH, null, 100 * MILLI, t);

        assertThat(step(ROUTER, state, new Event.Paused(t)))
                .isEqualTo(Step.change(
                        State.Backup.listening(t + 100 * MILLI + SKEW, 100 * MILLI, null),
                        Reason.MOVE_REQUESTED,
                        new Action.Unbind(BOTH)));
    }

    @AtEveryClockOrigin
    void addressThatIsRemovedGoesAtOnceAndOneThatIsAddedIsNotBound(long t) {
        RouterSettings other =
                settings().withAddresses("192.0.2.2", "192.0.2.3").build();

        assertThat(step(other, releasing(t + 5, false, BOTH, null), new Event.Reconfigured(t, ROUTER)))
                .isEqualTo(Step.stay(
                        releasing(t + 5, false, List.of(SECOND_VIRTUAL), null), new Action.Unbind(List.of(VIRTUAL))));
    }

    @AtEveryClockOrigin
    void routerThatHoldsNothingHasLeft(long t) {
        RouterSettings other = settings().withAddresses("192.0.2.3").build();

        assertThat(step(other, releasing(t + 5, true, BOTH, null), new Event.Reconfigured(t, ROUTER)))
                .isEqualTo(Step.change(new State.Initialize(), Reason.MOVE_REQUESTED, new Action.Unbind(BOTH)));
    }

    @AtEveryClockOrigin
    void claimOfAnotherAddressIsNoMatter(long t) {
        State state = releasing(t + 5, false, BOTH, null);

        assertNothing(step(ROUTER, state, new Event.Claimed(t, OWN)), state);
    }

    private static State.Releasing releasing(
            long deadlineNanos, boolean stopping, List<InetAddress> held, @Nullable Peer successor) {
        return new State.Releasing(
                deadlineNanos, stopping, Reason.MOVE_REQUESTED, held, successor, 100 * MILLI, deadlineNanos + DOWN);
    }
}
