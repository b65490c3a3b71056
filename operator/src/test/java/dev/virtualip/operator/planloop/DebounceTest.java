package dev.virtualip.operator.planloop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change is planned 20 ms later, a storm of them 100 ms after it began, from whatever origin the clock counts. */
class DebounceTest {
    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE - 50 * MILLI, Long.MIN_VALUE})
    void oneChangeIsDueAfterTheQuiet(long origin) {
        Debounce debounce = new Debounce();
        assertThat(debounce.isPending()).isFalse();

        debounce.changed(origin);

        assertThat(debounce.isPending()).isTrue();
        assertThat(debounce.waitNanos(origin)).isEqualTo(20 * MILLI);
        assertThat(debounce.waitNanos(origin + 15 * MILLI)).isEqualTo(5 * MILLI);
        assertThat(debounce.waitNanos(origin + 30 * MILLI)).isNegative();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE - 50 * MILLI, Long.MIN_VALUE})
    void eachChangePutsItOffButNotBeyondTheBound(long origin) {
        Debounce debounce = new Debounce();
        for (long at = 0; at <= 95; at += 5) {
            debounce.changed(origin + at * MILLI);
        }

        assertThat(debounce.waitNanos(origin + 95 * MILLI)).isEqualTo(5 * MILLI);
        assertThat(debounce.waitNanos(origin + 100 * MILLI)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void changeDuringAPlanIsForTheNext(long origin) {
        Debounce debounce = new Debounce();
        debounce.changed(origin);
        debounce.taken();
        assertThat(debounce.isPending()).isFalse();

        debounce.changed(origin + 30 * MILLI);

        assertThat(debounce.waitNanos(origin + 30 * MILLI)).isEqualTo(20 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE - 50 * MILLI, Long.MIN_VALUE})
    void afterAPlanThereIsAPauseThatGrowsWithIt(long origin) {
        Debounce debounce = new Debounce();
        debounce.changed(origin);
        debounce.taken();
        debounce.made(origin, 5 * MILLI);
        debounce.changed(origin + 10 * MILLI);
        assertThat(debounce.waitNanos(origin + 10 * MILLI)).isEqualTo(90 * MILLI);
        assertThat(debounce.waitNanos(origin + 100 * MILLI)).isNegative();

        debounce.taken();
        debounce.made(origin + 100 * MILLI, 200 * MILLI);
        debounce.changed(origin + 300 * MILLI);
        assertThat(debounce.waitNanos(origin + 300 * MILLI)).isEqualTo(400 * MILLI);
        debounce.changed(origin + 900 * MILLI);
        assertThat(debounce.waitNanos(origin + 901 * MILLI)).isNegative();
    }

    @Test
    void changeLongAfterAPlanIsPlannedSoon() {
        Debounce debounce = new Debounce();
        debounce.made(0, 5 * MILLI);
        debounce.changed(1000 * MILLI);
        assertThat(debounce.waitNanos(1000 * MILLI)).isEqualTo(20 * MILLI);
    }
}
