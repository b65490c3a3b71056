package dev.virtualip.testkit.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningTimeTest {
    private static final long START = Long.MAX_VALUE - 50;

    private final RunningTime time = new RunningTime(START, 20);

    @Test
    void runningThreadFollowsTheClock() {
        assertThat(time.at(START + 20)).isEqualTo(START + 20);
        assertThat(time.at(START + 40)).isEqualTo(START + 40);
    }

    @Test
    void stalledTimeCountsAsTheLongestStep() {
        long before = time.at(START + 10);

        assertThat(time.at(START + 510) - before).isEqualTo(20);
        assertThat(time.at(START + 515) - before).isEqualTo(25);
    }
}
