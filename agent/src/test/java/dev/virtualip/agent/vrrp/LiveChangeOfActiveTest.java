package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.MILLI;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.VIRTUAL;
import static dev.virtualip.agent.vrrp.Story.active;
import static dev.virtualip.agent.vrrp.Story.address;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Settings are changed live: an Active says the new ones at once and never leaves a gap of more than one interval. */
class LiveChangeOfActiveTest {
    private static final RouterSettings BEFORE = settings().build();
    private static final RouterSettings SLOWER =
            settings().withInterval(5 * SECOND).build();
    private static final RouterSettings FASTER =
            settings().withInterval(100 * MILLI).build();
    private static final Action ADVERTISE = new Action.Advertise(100);

    @AtEveryClockOrigin
    void intervalThatShrinksIsAdvertisedAndKeptAtOnce(long t) {
        assertThat(step(FASTER, active(t + SECOND), new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.stay(new State.Active(t + 100 * MILLI, 100 * MILLI, 0), ADVERTISE));
    }

    @AtEveryClockOrigin
    void intervalThatGrowsIsAdvertisedAtTheOldCadenceForThreeIntervals(long t) {
        Step change = step(SLOWER, active(t + 5), new Event.Reconfigured(t, BEFORE));
        assertThat(change).isEqualTo(Step.stay(new State.Active(t + SECOND, SECOND, 3), ADVERTISE));

        List<Long> advertisedAfter = new ArrayList<>();
        State state = change.next();
        for (int i = 0; i < 5; i++) {
            long now = state.deadlineNanos();
            advertisedAfter.add((now - t) / SECOND);
            Step step = step(SLOWER, state, new Event.TimerFired(now));
            assertThat(step.actions()).containsExactly(ADVERTISE);
            state = step.next();
        }

        assertThat(advertisedAfter).containsExactly(1L, 2L, 3L, 8L, 13L);
        assertThat(state).isEqualTo(new State.Active(t + 18 * SECOND, 5 * SECOND, 0));
    }

    @AtEveryClockOrigin
    void anotherChangeMeanwhileDoesNotEndTheOldCadence(long t) {
        State slowing = new State.Active(t + SECOND, SECOND, 2);
        RouterSettings raised =
                settings().withInterval(5 * SECOND).withPriority(120).build();

        assertThat(step(raised, slowing, new Event.Reconfigured(t, SLOWER)))
                .isEqualTo(Step.stay(new State.Active(t + SECOND, SECOND, 2), new Action.Advertise(120)));
    }

    @AtEveryClockOrigin
    void intervalThatShrinksBackMeanwhileEndsTheOldCadence(long t) {
        assertThat(step(BEFORE, new State.Active(t + SECOND, SECOND, 2), new Event.Reconfigured(t, SLOWER)))
                .isEqualTo(Step.stay(active(t + SECOND), ADVERTISE));
    }

    @AtEveryClockOrigin
    void intervalThatGrowsTwiceKeepsTheFirstCadence(long t) {
        RouterSettings slowest = settings().withInterval(10 * SECOND).build();

        assertThat(step(slowest, new State.Active(t + 5, SECOND, 1), new Event.Reconfigured(t, SLOWER)))
                .isEqualTo(Step.stay(new State.Active(t + SECOND, SECOND, 3), ADVERTISE));
    }

    @AtEveryClockOrigin
    void priorityZeroHeardMeanwhileKeepsTheOldCadence(long t) {
        assertThat(step(SLOWER, new State.Active(t + 5, SECOND, 2), heard(t, 0)))
                .isEqualTo(Step.stay(new State.Active(t + SECOND, SECOND, 2), ADVERTISE));
    }

    @AtEveryClockOrigin
    void addressesAreRemovedThenAddedAndOnlyTheNewOnesAnnounced(long t) {
        RouterSettings before =
                settings().withAddresses("192.0.2.1", "192.0.2.2").build();
        RouterSettings after = settings()
                .withAddresses("192.0.2.1", "192.0.2.3")
                .withExtraAddresses("198.51.100.9")
                .build();

        assertThat(step(after, active(t + 5), new Event.Reconfigured(t, before)))
                .isEqualTo(Step.stay(
                        active(t + SECOND),
                        ADVERTISE,
                        new Action.Unbind(List.of(address("192.0.2.2"))),
                        new Action.Bind(List.of(address("192.0.2.3"), address("198.51.100.9"))),
                        new Action.Announce(List.of(address("192.0.2.3"), address("198.51.100.9")))));
    }

    @AtEveryClockOrigin
    void addressThatMovesFromAdvertisedToExtraIsLeftAlone(long t) {
        RouterSettings before =
                settings().withAddresses("192.0.2.1", "192.0.2.2").build();
        RouterSettings after = settings()
                .withAddresses("192.0.2.1")
                .withExtraAddresses("192.0.2.2")
                .build();

        assertThat(step(after, active(t + 5), new Event.Reconfigured(t, before)))
                .isEqualTo(Step.stay(active(t + SECOND), ADVERTISE));
    }

    @AtEveryClockOrigin
    void priorityThatDropsIsReportedAtOnceAndNoReasonToLeave(long t) {
        RouterSettings lower = settings().withPriority(50).build();

        assertThat(step(lower, active(t + 5), new Event.Reconfigured(t, BEFORE)))
                .isEqualTo(Step.stay(active(t + SECOND), new Action.Advertise(50)));
    }

    @AtEveryClockOrigin
    void extraAddressesAreHeldAndAnnouncedButNotAdvertised(long t) {
        RouterSettings router = settings().withExtraAddresses("198.51.100.9").build();
        List<Action> actions =
                step(router, Story.backup(t, 150), new Event.TimerFired(t)).actions();

        assertThat(actions)
                .contains(new Action.Bind(List.of(VIRTUAL, address("198.51.100.9"))))
                .contains(new Action.Announce(List.of(VIRTUAL, address("198.51.100.9"))));
        assertThat(router.advertisement(100).addresses()).containsExactly(VIRTUAL);
    }
}
