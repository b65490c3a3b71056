package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.LOWER;
import static dev.virtualip.agent.vrrp.Story.MILLI;
import static dev.virtualip.agent.vrrp.Story.OWN;
import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short cut that allocates nothing gives the same answer as a whole step, wherever it gives one. */
class SteadyStateTest {
    private static final int ROUNDS = 200_000;
    private static final int[] PRIORITIES = {0, 1, 2, 99, 100, 101, 255};
    private static final long[] INTERVALS = {10 * MILLI, SECOND};
    private static final InetAddress[] SOURCES = {LOWER, PEER, OWN};
    private static final Reason[] EXPIRIES = {Reason.PEER_TIMEOUT, Reason.PEER_STOPPED, Reason.PREEMPTING};
    private static final Preemption[] PREEMPTIONS = {
        Preemption.ALWAYS, Preemption.NEVER, new Preemption(true, 5 * SECOND)
    };

    private final SplittableRandom random = new SplittableRandom(9568);

    @Test
    void advertisementThatOnlyConfirmsMovesTheTimerAndNothingElse() {
        int confirmed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RouterSettings router = randomSettings();
            State.Backup state = randomBackup();
            Event.Heard heard = randomHeard();
            if (SteadyState.onlyConfirms(router, state, heard.source(), heard.advertisement())) {
                confirmed++;
                long activeDownAt = SteadyState.activeDownAtNanos(router, state, heard.nowNanos());
                assertThat(RouterStateMachine.step(router, state, heard))
                        .as("%s hears %s", state, heard)
                        .isEqualTo(Step.stay(state.at(activeDownAt)));
            }
        }
        assertThat(confirmed).isGreaterThan(ROUNDS / 1000);
    }

    @Test
    void confirmingAdvertisementIsRecognised() {
        RouterSettings router = settings().build();
        State.Backup state = Story.backup(SECOND, 150);
        Event.Heard heard = Story.heard(5, 150);

        assertThat(SteadyState.onlyConfirms(router, state, heard.source(), heard.advertisement()))
                .isTrue();
        assertThat(SteadyState.onlyConfirms(router, Story.active(5), heard.source(), heard.advertisement()))
                .isFalse();
    }

    @Test
    void activeThatOnlyAdvertisesMovesItsTimerAndNothingElse() {
        for (int round = 0; round < ROUNDS / 10; round++) {
            RouterSettings router = randomSettings();
            long deadline = random.nextLong();
            long now = deadline + random.nextLong(5 * SECOND);
            State state = new State.Active(deadline, router.advertisementIntervalNanos(), 0);
            long next = SteadyState.nextAdvertisementNanos(router, deadline, now);

            assertThat(SteadyState.onlyAdvertises(state)).isTrue();
            assertThat(RouterStateMachine.step(router, state, new Event.TimerFired(now)))
                    .isEqualTo(Step.stay(state.at(next), new Action.Advertise(router.priority())));
        }
    }

    @Test
    void activeThatSlowsDownDoesMore() {
        assertThat(SteadyState.onlyAdvertises(new State.Active(5, SECOND, 1))).isFalse();
        assertThat(SteadyState.onlyAdvertises(Story.backup(5, 150))).isFalse();
    }

    private RouterSettings randomSettings() {
        return settings()
                .withVersion(random.nextInt(2, 4))
                .withPriority(Math.max(1, pick(PRIORITIES)))
                .withInterval(INTERVALS[random.nextInt(INTERVALS.length)])
                .withPreemption(PREEMPTIONS[random.nextInt(PREEMPTIONS.length)])
                .build();
    }

    private State.Backup randomBackup() {
        long activeDownAt = random.nextLong();
        Long preemptAt = random.nextInt(4) == 0 ? Long.valueOf(activeDownAt + random.nextLong(-SECOND, SECOND)) : null;
        long deadline = preemptAt == null ? activeDownAt : Timing.earlier(activeDownAt, preemptAt);
        return new State.Backup(
                deadline,
                activeDownAt,
                INTERVALS[random.nextInt(INTERVALS.length)],
                randomPeer(),
                EXPIRIES[random.nextInt(EXPIRIES.length)],
                preemptAt,
                random.nextInt(4) == 0);
    }

    private @Nullable Peer randomPeer() {
        return random.nextInt(8) == 0 ? null : new Peer(SOURCES[random.nextInt(SOURCES.length)], pick(PRIORITIES));
    }

    private Event.Heard randomHeard() {
        Advertisement advertisement = new Advertisement(
                3, 51, pick(PRIORITIES), INTERVALS[random.nextInt(INTERVALS.length)], List.of(Story.VIRTUAL));
        InetAddress source = SOURCES[random.nextInt(SOURCES.length)];
        return new Event.Heard(random.nextLong(), source, advertisement, random.nextBoolean());
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }
}
