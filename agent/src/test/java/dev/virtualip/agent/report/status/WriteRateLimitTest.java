package dev.virtualip.agent.report.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses are coalesced and limited, and a single change is told at once. */
final class WriteRateLimitTest {
    private static final long MILLI = 1_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE - 1, Long.MIN_VALUE, -1})
    void firstAfterAQuietTimeIsWrittenAtOnceAtEveryOriginOfTheClock(long origin) {
        WriteRateLimit pace = new WriteRateLimit(origin);
        assertThat(pace.waitNanos(origin)).isZero();
        pace.wrote(origin);

        assertThat(pace.waitNanos(origin + Duration.ofHours(1).toNanos())).isZero();
    }

    @Test
    void twoAreNotWrittenWithinAFifthOfASecond() {
        WriteRateLimit pace = new WriteRateLimit(0);
        pace.wrote(0);

        assertThat(pace.waitNanos(50 * MILLI)).isEqualTo(150 * MILLI);
        assertThat(pace.waitNanos(200 * MILLI)).isZero();
    }

    @Test
    void endlessChangesWriteFiveQuicklyAndThenOneASecond() {
        List<Long> millis = writes(10);

        assertThat(millis.subList(0, 5)).containsExactly(0L, 200L, 400L, 600L, 800L);
        for (int i = 6; i < millis.size(); i++) {
            assertThat(millis.get(i) - millis.get(i - 1)).isEqualTo(1000);
        }
    }

    @Test
    void quietSecondsAreGivenBackButNoMoreThanFive() {
        WriteRateLimit pace = new WriteRateLimit(0);
        long now = 0;
        for (int i = 0; i < 5; i++) {
            now += pace.waitNanos(now);
            pace.wrote(now);
        }
        now += Duration.ofMinutes(1).toNanos();
        int atOnce = 0;
        while (pace.waitNanos(now) <= 200 * MILLI) {
            now += pace.waitNanos(now);
            pace.wrote(now);
            atOnce++;
        }
        assertThat(atOnce).isBetween(5, 6);
    }

    /** When somebody writes who always has something new, in milliseconds. */
    private static List<Long> writes(int count) {
        WriteRateLimit pace = new WriteRateLimit(0);
        List<Long> millis = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < count; i++) {
            now += pace.waitNanos(now);
            assertThat(pace.waitNanos(now)).as("after waiting").isZero();
            pace.wrote(now);
            millis.add(now / MILLI);
        }
        return millis;
    }
}
