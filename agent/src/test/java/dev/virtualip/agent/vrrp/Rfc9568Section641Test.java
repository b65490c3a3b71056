package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.Story.takingOver;
import static dev.virtualip.agent.vrrp.TestSettings.priority;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 9568 section 6.4.1, Initialize. */
class Rfc9568Section641Test {
    private static final State INITIALIZE = new State.Initialize();

    @AtEveryClockOrigin
    void ownerAdvertisesBindsAnnouncesSetsItsAdverTimerAndIsActive(long t) {
        RouterSettings owner = priority(255);

        assertThat(step(owner, INITIALIZE, new Event.Started(t)))
                .isEqualTo(Step.change(new State.Active(t + SECOND, SECOND, 0), Reason.OWNER, takingOver(owner)));
    }

    @AtEveryClockOrigin
    void anybodyElseWaitsActiveDownIntervalOfItsOwnIntervalAndSendsNothing(long t) {
        State backup = State.Backup.listening(t + 3_609_375_000L, SECOND, null);

        assertThat(step(priority(100), INITIALIZE, new Event.Started(t)))
                .isEqualTo(Step.change(backup, Reason.STARTED));
    }

    @ParameterizedTest
    @CsvSource({"1, 3996093750", "2, 3992187500", "100, 3609375000", "253, 3011718750", "254, 3007812500"})
    void onlyPriority255IsTheOwner(int priority, long activeDownNanos) {
        assertThat(step(priority(priority), INITIALIZE, new Event.Started(0)).next())
                .isEqualTo(State.Backup.listening(activeDownNanos, SECOND, null));
    }

    @AtEveryClockOrigin
    void ownerInAMoveGroupWaitsForTheOtherMembers(long t) {
        RouterSettings owner = settings().withPriority(255).inGroup().build();
        State.Backup waiting = new State.Backup(t + SECOND, t + SECOND, SECOND, null, Reason.OWNER, null, true);

        assertThat(step(owner, INITIALIZE, new Event.Started(t))).isEqualTo(Step.change(waiting, Reason.STARTED));
        assertThat(step(owner, waiting, new Event.GroupReady(t + 5)))
                .isEqualTo(Step.change(new State.Active(t + 5 + SECOND, SECOND, 0), Reason.OWNER, takingOver(owner)));
    }

    @ParameterizedTest
    @EnumSource(value = EventKind.class, mode = EnumSource.Mode.EXCLUDE, names = "STARTED")
    void nothingButAStartupEventMatters(EventKind kind) {
        assertNothing(step(priority(100), INITIALIZE, kind.at(7)), INITIALIZE);
        assertNothing(step(priority(255), INITIALIZE, kind.at(7)), INITIALIZE);
    }
}
