package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.MILLI;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9568 section 6.1 and RFC 3768 section 6.1: Skew_Time and Active_Down_Interval, to the nanosecond. */
class Rfc9568Section61Test {
    @ParameterizedTest(name = "version {0}, priority {1}, {2} ns")
    @CsvSource({
        "3, 254,    10000000,      78125",
        "3, 255,    10000000,      39062",
        "3, 100,    10000000,    6093750",
        "3, 100,   100000000,   60937500",
        "3,   1,  1000000000,  996093750",
        "3, 254,  1000000000,    7812500",
        "3, 255, 40950000000,  159960937",
        "3,   1, 40950000000, 40790039062",
        "2, 254,  1000000000,    7812500",
        "2, 254, 255000000000,   7812500",
        "2,   1, 10000000000,  996093750",
        "2, 100,  1000000000,  609375000"
    })
    void skewTime(int version, int priority, long intervalNanos, long skewNanos) {
        assertThat(Timing.skewNanos(version, priority, intervalNanos)).isEqualTo(skewNanos);
        assertThat(Timing.activeDownNanos(version, priority, intervalNanos)).isEqualTo(3 * intervalNanos + skewNanos);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 20, 30, 100, 250, 1_000, 2_000, 40_950})
    void higherPriorityWaitsStrictlyShorterAndNoSkewIsZero(long intervalMillis) {
        long interval = intervalMillis * MILLI;
        for (int version = 2; version <= 3; version++) {
            for (int priority = 1; priority < 255; priority++) {
                long waits = Timing.activeDownNanos(version, priority, interval);
                assertThat(waits).isGreaterThan(Timing.activeDownNanos(version, priority + 1, interval));
                assertThat(waits).isGreaterThan(3 * interval);
            }
            assertThat(Timing.skewNanos(version, 255, interval)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 254, 255})
    void skewTimeIsLessThanOneInterval(int priority) {
        assertThat(Timing.skewNanos(3, priority, 250 * MILLI)).isLessThan(250 * MILLI);
        assertThat(Timing.skewNanos(2, priority, 250 * SECOND)).isLessThan(SECOND);
    }

    @AtEveryClockOrigin
    void instantsAreComparedByTheirDifference(long t) {
        assertThat(Timing.due(t, t)).isTrue();
        assertThat(Timing.due(t, t + 1)).isTrue();
        assertThat(Timing.due(t + 1, t)).isFalse();
        assertThat(Timing.earlier(t, t + 1)).isEqualTo(t);
        assertThat(Timing.earlier(t + 1, t)).isEqualTo(t);
        assertThat(Timing.later(t, t + 1)).isEqualTo(t + 1);
        assertThat(Timing.later(t + 1, t)).isEqualTo(t + 1);
    }

    @ParameterizedTest(name = "grace {0} ms, interval {1} ms: at most {2} ms")
    @CsvSource({"1000, 100, 1000", "1000, 1000, 1100", "0, 10, 110", "60000, 10, 10000", "0, 40950, 10000"})
    void releaseTakesAtMostGraceOrOneIntervalAndNeverMoreThanTenSeconds(long grace, long interval, long bound) {
        assertThat(Timing.releaseNanos(grace * MILLI, interval * MILLI)).isEqualTo(bound * MILLI);
    }
}
