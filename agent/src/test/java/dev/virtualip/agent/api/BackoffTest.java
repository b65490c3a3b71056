package dev.virtualip.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final ApiException silent = new ApiException(ApiException.NO_ANSWER, "on purpose", 0);

    @Test
    void waitDoublesUpToABoundAndBeginsAgain() {
        Backoff backoff = new Backoff(() -> 1);
        long first = backoff.afterNanos(silent);
        assertThat(first).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(backoff.afterNanos(silent)).isEqualTo(2 * first);
        long last = 0;
        for (int i = 0; i < 70; i++) {
            last = backoff.afterNanos(silent);
        }
        assertThat(last).isEqualTo(TimeUnit.SECONDS.toNanos(4));
        backoff.reset();
        assertThat(backoff.afterNanos(silent)).isEqualTo(first);
    }

    @Test
    void nodesOfAClusterDoNotComeAllAtOnce() {
        assertThat(new Backoff(() -> 0).afterNanos(silent)).isLessThan(new Backoff(() -> 1).afterNanos(silent));
    }

    @Test
    void timeSpentWaitingForAnAnswerCounts() {
        Backoff backoff = new Backoff(() -> 1);
        for (int i = 0; i < 5; i++) {
            backoff.afterNanos(silent);
        }
        assertThat(backoff.afterNanos(silent, TimeUnit.SECONDS.toNanos(3))).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(backoff.afterNanos(silent, TimeUnit.MINUTES.toNanos(3)))
                .as("never at once")
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        ApiException asked = new ApiException(429, "on purpose", TimeUnit.SECONDS.toNanos(20));
        assertThat(backoff.afterNanos(asked, TimeUnit.SECONDS.toNanos(3)))
                .as("the server decides")
                .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(20));
    }

    @Test
    void delayTheServerAsksForIsAMinimumAndHasABound() {
        ApiException asked = new ApiException(429, "on purpose", TimeUnit.SECONDS.toNanos(20));
        assertThat(new Backoff(() -> 0).afterNanos(asked)).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(20));
        ApiException tooMuch = new ApiException(429, "on purpose", TimeUnit.HOURS.toNanos(20));
        assertThat(new Backoff(() -> 1).afterNanos(tooMuch)).isLessThan(TimeUnit.SECONDS.toNanos(70));
    }
}
