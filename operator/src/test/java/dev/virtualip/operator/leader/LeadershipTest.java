package dev.virtualip.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At most one candidate leads, whatever the clocks of the hosts show; it stops before another begins. */
class LeadershipTest {
    private static final long SECOND = 1_000_000_000;

    private final SharedLease shared = new SharedLease();
    private long nanos = Long.MAX_VALUE - 20 * SECOND;
    private final SharedLease.Door doorA = shared.new Door();
    private final SharedLease.Door doorB = shared.new Door();
    private final Leadership a = operator("a", doorA, Instant.parse("2026-11-25T10:00:00Z"));
    private final Leadership b = operator("b", doorB, Instant.parse("1999-01-01T00:00:00Z"));

    private Leadership operator(String name, LeaseStore door, Instant wrongTime) {
        return new Leadership(
                door,
                new LeaseIdentity("ns", "virtualip-operator", name),
                LeaseTiming.DEFAULT,
                new Leadership.Clocks(() -> nanos, () -> wrongTime));
    }

    private void pass(long seconds) {
        nanos += seconds * SECOND;
    }

    @Test
    void firstCandidateLeadsAndTheOtherIsStandby() {
        a.turn();
        Duration pause = b.turn();

        assertThat(a.holds()).isTrue();
        assertThat(b.holds()).isFalse();
        assertThat(pause).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void forcedLeaderReplacesAnotherAndExcludesOthersForHalfAMinute() {
        a.turn();
        Leadership forced = Leadership.forced(
                shared.new Door(),
                new LeaseIdentity("ns", "virtualip-operator", "uninstall"),
                LeaseTiming.WITHDRAWAL,
                new Leadership.Clocks(() -> nanos, () -> Instant.EPOCH));

        forced.turn();

        assertThat(forced.holds()).isTrue();
        pass(LeaderThread.FORMER_LEADER_STOPS_WITHIN.toSeconds());
        assertThat(a.holds()).isFalse();
        a.turn();
        b.turn();
        pass(29);
        a.turn();
        b.turn();
        assertThat(shared.holder()).isEqualTo("uninstall");
        pass(2);
        b.turn();
        assertThat(b.holds()).isTrue();
    }

    @Test
    void leaseIsRenewedEveryFiveSecondsWithOneWrite() {
        for (int turn = 0; turn < 12; turn++) {
            assertThat(a.turn()).isEqualTo(Duration.ofSeconds(5));
            pass(5);
        }

        assertThat(shared.writes()).isEqualTo(12);
    }

    @Test
    void standbyWritesNothing() {
        a.turn();
        for (int turn = 0; turn < 30; turn++) {
            pass(2);
            if (turn % 2 == 0) {
                a.turn();
            }
            int before = shared.writes();
            b.turn();
            assertThat(shared.writes()).isEqualTo(before);
        }

        assertThat(a.holds()).isTrue();
    }

    @Test
    void deadLeaderIsSucceededAfterItsLeaseByTheSuccessorsClock() {
        a.turn();
        b.turn();
        for (int seconds = 0; seconds < 14; seconds += 2) {
            pass(2);
            b.turn();
            assertThat(b.holds()).isFalse();
        }
        pass(2);
        b.turn();

        assertThat(b.holds()).isTrue();
        assertThat(a.holds()).isFalse();
    }

    @Test
    void leaderThatCannotRenewStopsBeforeAnotherBegins() {
        a.turn();
        doorA.shut(true);
        pass(9);
        a.turn();
        assertThat(a.holds()).isTrue();

        pass(1);

        assertThat(a.holds()).as("even without a turn").isFalse();
    }

    @Test
    void formerLeaderTakesTheLeaseAgain() {
        a.turn();
        doorA.shut(true);
        pass(11);
        a.turn();
        doorA.shut(false);
        pass(1);
        a.turn();

        assertThat(a.holds()).isTrue();
    }

    @Test
    void leaderThatFindsTheLeaseTakenStops() {
        a.turn();
        doorA.shut(true);
        b.turn();
        pass(16);
        b.turn();
        doorA.shut(false);
        a.turn();

        assertThat(b.holds()).isTrue();
        assertThat(a.holds()).isFalse();
    }

    @Test
    void deletedLeaseIsCreatedAgain() {
        a.turn();
        shared.delete();
        pass(5);
        a.turn();
        assertThat(a.holds()).isFalse();
        a.turn();

        assertThat(a.holds()).isTrue();
        assertThat(shared.holder()).isEqualTo("a");
    }

    @Test
    void renewalWithALostAnswerKeepsLeadership() {
        a.turn();
        pass(5);
        doorA.answersLost(true);
        a.turn();
        doorA.answersLost(false);
        pass(1);
        a.turn();
        a.turn();

        assertThat(a.holds()).isTrue();
    }

    @Test
    void releasedLeaseIsTakenAtOnce() {
        a.turn();
        a.release();
        assertThat(shared.holder()).isEmpty();
        b.turn();

        assertThat(a.holds()).isFalse();
        assertThat(b.holds()).isTrue();
    }

    @Test
    void leaseOfAnotherIsNotReleased() {
        a.turn();
        b.release();

        assertThat(shared.holder()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomFailuresNeverGiveTwoLeaders(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long dueA = nanos;
        long dueB = nanos;
        int led = 0;
        for (int step = 0; step < 20_000; step++) {
            nanos += random.nextLong(SECOND / 2);
            if (random.nextInt(40) == 0) {
                doorA.shut(random.nextBoolean());
                doorB.shut(random.nextBoolean());
                doorA.answersLost(random.nextInt(4) == 0);
                doorB.answersLost(random.nextInt(4) == 0);
            }
            // A turn that comes late is a paused process.
            if (nanos - dueA >= 0 && random.nextInt(3) > 0) {
                dueA = nanos + a.turn().toNanos();
            }
            if (nanos - dueB >= 0 && random.nextInt(3) > 0) {
                dueB = nanos + b.turn().toNanos();
            }
            assertThat(a.holds() && b.holds()).as("seed %d step %d", seed, step).isFalse();
            led += a.holds() || b.holds() ? 1 : 0;
        }
        assertThat(led).isGreaterThan(5_000);
    }

    @Test
    void holderIsThePodNameOrUnique() {
        Map<String, String> pod = Map.of("KUBERNETES_SERVICE_HOST", "203.0.113.1", "HOSTNAME", "operator-0");

        assertThat(LeaseIdentity.of("ns", "l", pod, "host").holder()).isEqualTo("operator-0");
        assertThat(LeaseIdentity.of("ns", "l", Map.of("HOSTNAME", "host"), "host")
                        .holder())
                .startsWith("host-")
                .isNotEqualTo(LeaseIdentity.of("ns", "l", Map.of(), "host").holder());
    }
}
