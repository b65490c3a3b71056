package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.DOWN_100;
import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.SKEW_100;
import static dev.virtualip.agent.vrrp.Story.VIRTUAL;
import static dev.virtualip.agent.vrrp.Story.active;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.backup;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.stale;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.TestSettings.priority;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** After a pause a router listens like a new Backup; a packet queued meanwhile may demote it, never confirm it. */
class PauseTest {
    private static final long PATIENCE = SECOND + SKEW_100;

    @AtEveryClockOrigin
    void activeLetsGoAndListensForOneIntervalAndTheSkew(long t) {
        assertThat(step(priority(100), active(t - 5 * SECOND), new Event.Paused(t)))
                .isEqualTo(Step.change(
                        State.Backup.listening(t + PATIENCE, SECOND, null),
                        Reason.PAUSED,
                        new Action.StopAnnouncing(),
                        new Action.Unbind(List.of(VIRTUAL))));
    }

    @AtEveryClockOrigin
    void soDoesAnOwnerWhichTakesOverAgainByItsTimerAndNotByAChangeOfSettings(long t) {
        RouterSettings owner = priority(255);
        State paused = step(owner, active(t - 5 * SECOND), new Event.Paused(t)).next();
        RouterSettings other =
                settings().withPriority(255).withAddresses("192.0.2.2").build();

        assertThat(paused).isEqualTo(State.Backup.listening(t + SECOND + 3_906_250L, SECOND, null));
        assertNothing(step(other, paused, new Event.Reconfigured(t, owner)), paused);
        assertThat(step(owner, paused, new Event.TimerFired(paused.deadlineNanos()))
                        .reason())
                .isEqualTo(Reason.PEER_TIMEOUT);
    }

    @AtEveryClockOrigin
    void backupWhoseTimerExpiredInItsSleepListensForOneIntervalAndTheSkew(long t) {
        assertThat(step(priority(100), backup(t - SECOND, 150), new Event.Paused(t)))
                .isEqualTo(Step.stay(backup(t + PATIENCE, 150)));
    }

    @AtEveryClockOrigin
    void backupThatWaitsLongerAnywayDoesNotWaitShorter(long t) {
        assertThat(step(priority(100), backup(t + DOWN_100, 150), new Event.Paused(t)))
                .isEqualTo(Step.stay(backup(t + DOWN_100, 150)));
    }

    @AtEveryClockOrigin
    void itListensByTheIntervalThatItLearnt(long t) {
        State.Backup learnt = State.Backup.listening(t, 4 * SECOND, new Peer(PEER, 150));

        assertThat(step(priority(100), learnt, new Event.Paused(t)).next().deadlineNanos())
                .isEqualTo(t + 4 * PATIENCE);
    }

    @AtEveryClockOrigin
    void memberThatWaitedForItsGroupWaitsNoMore(long t) {
        State waiting = new State.Backup(t, t, SECOND, null, Reason.PEER_TIMEOUT, null, true);
        State.Backup next =
                (State.Backup) step(priority(100), waiting, new Event.Paused(t)).next();

        assertThat(next.waiting()).isFalse();
    }

    @AtEveryClockOrigin
    void queuedAdvertisementOfABetterRouterStillDemotes(long t) {
        assertThat(step(priority(100), backup(t + PATIENCE, 150), stale(heard(t, 150))))
                .isEqualTo(Step.stay(backup(t + DOWN_100, 150)));
    }
}
