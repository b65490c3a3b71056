package dev.virtualip.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long START = -3 * MINUTE;

    private final Lateness lateness = new Lateness();

    private long largest(long minute) {
        return lateness.snapshot(START + minute * MINUTE).recentLargestNanos();
    }

    @Test
    void largestNothingSentIsUnknown() {
        assertThat(largest(0)).isNegative();
    }

    @Test
    void largestOfTheLastMinutesIsKeptThenForgotten() {
        lateness.record(7_000_000, START);
        lateness.record(90_000, START + MINUTE);
        assertThat(largest(4)).isEqualTo(7_000_000);
        assertThat(largest(9)).as("the window before").isEqualTo(7_000_000);

        lateness.record(80_000, START + 9 * MINUTE);
        assertThat(largest(14)).isEqualTo(80_000);
        assertThat(largest(60)).isNegative();
        assertThat(lateness.snapshot(START + 60 * MINUTE).sumNanos()).isEqualTo(7_170_000);
    }

    @Test
    void deadlineNotReachedCountsAsZero() {
        lateness.record(-5, START);
        assertThat(largest(0)).isZero();
    }
}
