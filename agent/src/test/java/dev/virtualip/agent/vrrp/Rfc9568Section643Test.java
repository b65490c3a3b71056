package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.LOWER;
import static dev.virtualip.agent.vrrp.Story.OWN;
import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.VIRTUAL;
import static dev.virtualip.agent.vrrp.Story.active;
import static dev.virtualip.agent.vrrp.Story.address;
import static dev.virtualip.agent.vrrp.Story.assertNothing;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.stale;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.TestSettings.priority;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9568 section 6.4.3, Active. How it leaves is in {@link ReleasingTest}. */
class Rfc9568Section643Test {
    private static final RouterSettings ROUTER = priority(100);
    private static final Action ADVERTISE = new Action.Advertise(100);
    private static final Action ANNOUNCE = new Action.Announce(List.of(VIRTUAL));

    @AtEveryClockOrigin
    void whenTheAdverTimerFiresItAdvertisesAndResetsTheTimer(long t) {
        assertThat(step(ROUTER, active(t), new Event.TimerFired(t)))
                .isEqualTo(Step.stay(active(t + SECOND), ADVERTISE));
    }

    @AtEveryClockOrigin
    void timerThatFiredLateDoesNotDrift(long t) {
        assertThat(step(ROUTER, active(t), new Event.TimerFired(t + SECOND - 1)))
                .isEqualTo(Step.stay(active(t + SECOND), ADVERTISE));
    }

    @AtEveryClockOrigin
    void missedAdvertisementsAreNotMadeUpFor(long t) {
        assertThat(step(ROUTER, active(t), new Event.TimerFired(t + SECOND)))
                .isEqualTo(Step.stay(active(t + 2 * SECOND), ADVERTISE));
        assertThat(step(ROUTER, active(t), new Event.TimerFired(t + 2 * SECOND + 7)))
                .isEqualTo(Step.stay(active(t + 3 * SECOND + 7), ADVERTISE));
    }

    @AtEveryClockOrigin
    void beforeTheAdverTimerFiresNothingIsSent(long t) {
        assertNothing(step(ROUTER, active(t), new Event.TimerFired(t - 1)), active(t));
    }

    @AtEveryClockOrigin
    void priorityZeroIsAnsweredAtOnceAndTheTimerReset(long t) {
        assertThat(step(ROUTER, active(t + 5), heard(t, 0))).isEqualTo(Step.stay(active(t + SECOND), ADVERTISE));
    }

    @AtEveryClockOrigin
    void priorityZeroThatWasQueuedDuringASleepIsNotAnswered(long t) {
        assertNothing(step(ROUTER, active(t + 5), stale(heard(t, 0))), active(t + 5));
    }

    @AtEveryClockOrigin
    void higherPriorityIsYieldedTo(long t) {
        assertThat(step(ROUTER, active(t + 5), heard(t, 101)).reason()).isEqualTo(Reason.SUPERIOR_PEER);
    }

    @AtEveryClockOrigin
    void equalPriorityOfAHigherAddressIsYieldedTo(long t) {
        assertThat(step(ROUTER, active(t + 5), heard(t, PEER, 100, SECOND)).reason())
                .isEqualTo(Reason.SUPERIOR_PEER);
    }

    @AtEveryClockOrigin
    void equalPriorityOfALowerAddressIsDiscardedAndAnsweredAtOnce(long t) {
        assertThat(step(ROUTER, active(t + 5), heard(t, LOWER, 100, SECOND)))
                .isEqualTo(Step.stay(active(t + 5), ADVERTISE, ANNOUNCE));
    }

    @AtEveryClockOrigin
    void lowerPriorityIsDiscardedAndAnsweredAtOnceWithoutResettingTheTimer(long t) {
        assertThat(step(ROUTER, active(t + 5), heard(t, 99))).isEqualTo(Step.stay(active(t + 5), ADVERTISE, ANNOUNCE));
    }

    @AtEveryClockOrigin
    void lowerPriorityThatWasQueuedDuringASleepConfirmsNothing(long t) {
        assertNothing(step(ROUTER, active(t + 5), stale(heard(t, 99))), active(t + 5));
    }

    @AtEveryClockOrigin
    void higherPriorityThatWasQueuedDuringASleepDemotes(long t) {
        assertThat(step(ROUTER, active(t + 5), stale(heard(t, 101))).next()).isInstanceOf(State.Releasing.class);
    }

    @AtEveryClockOrigin
    void twoRoutersOfOneAddressAndPriorityDoNotAnswerEachOtherForEver(long t) {
        assertNothing(step(ROUTER, active(t + 5), heard(t, OWN, 100, SECOND)), active(t + 5));
    }

    @ParameterizedTest(name = "own {0}, heard {1}: yields {2}")
    @CsvSource({
        "192.0.2.127, 192.0.2.128, true",
        "192.0.2.128, 192.0.2.127, false",
        "192.0.2.255, 192.0.2.0, false",
        "198.51.100.1, 203.0.113.1, true",
        "192.0.2.9, 192.0.2.10, true",
        "fe80::1, fe80::2, true",
        "fe80::ffff:0:0:1, fe80::7fff:0:0:1, false",
        "fe80::7fff:0:0:1, fe80::ffff:0:0:1, true",
        "fe80::1:0:0:0, fe80::ffff:ffff:ffff, false",
        "fe80::a, fe80::9, false"
    })
    void equalPrioritiesAreDecidedByAnUnsignedComparisonOfAddresses(String own, String heard, boolean yields) {
        for (int priority : new int[] {1, 100, 255}) {
            RouterSettings router =
                    settings().withPriority(priority).withSource(own).build();
            State next = step(router, active(5), heard(0, address(heard), priority, SECOND))
                    .next();
            assertThat(next instanceof State.Releasing).isEqualTo(yields);
        }
    }

    @AtEveryClockOrigin
    void ownerYieldsOnlyToAnotherOwner(long t) {
        RouterSettings owner = priority(255);

        assertThat(step(owner, active(t + 5), heard(t, 254)))
                .isEqualTo(Step.stay(active(t + 5), new Action.Advertise(255), ANNOUNCE));
        assertThat(step(owner, active(t + 5), heard(t, 255)).next()).isInstanceOf(State.Releasing.class);
    }

    @AtEveryClockOrigin
    void failureTakesTheAddressesAwayAtOnce(long t) {
        RouterSettings router = settings().withExtraAddresses("198.51.100.1").build();

        assertThat(step(router, active(t + 5), new Event.Failed(t, Reason.LINK_DOWN)))
                .isEqualTo(Step.change(
                        new State.Initialize(),
                        Reason.LINK_DOWN,
                        new Action.StopAnnouncing(),
                        new Action.Unbind(List.of(VIRTUAL, address("198.51.100.1")))));
    }
}
