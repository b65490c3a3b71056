package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.SKEW_100;
import static dev.virtualip.agent.vrrp.Story.active;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.backup;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.Story.takingOver;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

/** A router whose health is not known yet follows any Active, and takes over only after its first verdict. */
class FirstVerdictTest {
    private static final RouterSettings KNOWN = settings().build();
    private static final RouterSettings UNKNOWN = settings().awaitingVerdict().build();
    private static final RouterSettings WITHDRAWN = settings().withPriority(1).build();

    @AtEveryClockOrigin
    void expiredTimerWaitsForTheVerdict(long t) {
        assertThat(step(UNKNOWN, backup(t, 150), new Event.TimerFired(t)))
                .isEqualTo(Step.stay(waiting(t + SECOND, Reason.PEER_TIMEOUT)));
        assertThat(step(UNKNOWN, waiting(t, Reason.PEER_STOPPED), new Event.TimerFired(t)))
                .isEqualTo(Step.stay(waiting(t + SECOND, Reason.PEER_STOPPED)));
    }

    @AtEveryClockOrigin
    void verdictAfterTheTimerLeavesOnlyTheSkew(long t) {
        Step verdict = step(KNOWN, waiting(t + 5, Reason.PEER_STOPPED), new Event.Reconfigured(t, UNKNOWN));

        assertThat(verdict).isEqualTo(Step.stay(backup(t + SKEW_100, 150, Reason.PEER_STOPPED)));
        assertThat(step(KNOWN, verdict.next(), new Event.TimerFired(t + SKEW_100)))
                .isEqualTo(Step.change(active(t + SKEW_100 + SECOND), Reason.PEER_STOPPED, takingOver(KNOWN)));
    }

    @AtEveryClockOrigin
    void verdictBeforeTheTimerChangesNothing(long t) {
        assertNothing(step(KNOWN, backup(t + 5, 150), new Event.Reconfigured(t, UNKNOWN)), backup(t + 5, 150));
    }

    @AtEveryClockOrigin
    void unhealthyRouterTakesOverIfNoOtherDoes(long t) {
        Step verdict = step(WITHDRAWN, waiting(t + 5, Reason.PEER_TIMEOUT), new Event.Reconfigured(t, UNKNOWN));

        assertThat(verdict.next()).isEqualTo(backup(t + Timing.skewNanos(3, 1, SECOND), 150));
    }

    @AtEveryClockOrigin
    void anyActiveIsFollowed(long t) {
        for (int priority : new int[] {1, 2, 99, 100, 150}) {
            assertThat(step(UNKNOWN, waiting(t + 5, Reason.PEER_TIMEOUT), heard(t, priority)))
                    .isEqualTo(Step.stay(backup(t + Story.DOWN_100, priority)));
        }
    }

    @AtEveryClockOrigin
    void ownerListensUntilTheVerdictAndTakesOverAtOnceThen(long t) {
        RouterSettings owner = settings().withPriority(255).build();
        RouterSettings unknown = settings().withPriority(255).awaitingVerdict().build();

        Step start = step(unknown, new State.Initialize(), new Event.Started(t));
        assertThat(start.next()).isInstanceOf(State.Backup.class);
        assertThat(step(owner, start.next(), new Event.Reconfigured(t + 1, unknown)))
                .isEqualTo(Step.change(active(t + 1 + SECOND), Reason.OWNER, takingOver(owner)));
    }

    @AtEveryClockOrigin
    void groupTakesOverOnlyAfterTheVerdict(long t) {
        RouterSettings member = settings().inGroup().build();
        RouterSettings unknown = settings().inGroup().awaitingVerdict().build();
        State.Backup waiting = waiting(t + 5, Reason.PEER_TIMEOUT);

        assertNothing(step(unknown, waiting, new Event.GroupReady(t)), waiting);
        assertThat(step(member, waiting, new Event.GroupReady(t)).reason()).isEqualTo(Reason.PEER_TIMEOUT);
    }

    private static State.Backup waiting(long deadlineNanos, Reason expiry) {
        return new State.Backup(deadlineNanos, deadlineNanos, SECOND, new Peer(Story.PEER, 150), expiry, null, true);
    }
}
