package dev.virtualip.testkit.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeLogTest {
    private static final long MILLI = 1_000_000;

    @Test
    void outageLastsFromFirstLostToNextAnsweredProbe() {
        ProbeLog log = log("++---+++-+");

        assertThat(log.sent()).isEqualTo(10);
        assertThat(log.lost()).isEqualTo(4);
        assertThat(log.outages()).containsExactly(new Outage(2 * MILLI, 3 * MILLI, 3), new Outage(8 * MILLI, MILLI, 1));
        assertThat(log.longestMillis()).isEqualTo(3.0);
    }

    @Test
    void unfinishedOutageLastsToTheLastProbe() {
        assertThat(log("+---").outages()).containsExactly(new Outage(MILLI, 2 * MILLI, 3));
    }

    @Test
    void noLostProbeMeansNoOutage() {
        assertThat(log("+++").longest()).isEmpty();
        assertThat(log("+++").longestMillis()).isZero();
        assertThat(log("").sent()).isZero();
    }

    @Test
    void longestGapIsTheLongestTimeBetweenProbes() {
        ProbeLog.Builder builder = new ProbeLog.Builder();
        builder.add(0, true);
        builder.add(MILLI, true);
        builder.add(6 * MILLI, true);
        assertThat(builder.build().longestGapMillis()).isEqualTo(5.0);
    }

    private static ProbeLog log(String answers) {
        ProbeLog.Builder builder = new ProbeLog.Builder();
        for (int i = 0; i < answers.length(); i++) {
            builder.add(i * MILLI, answers.charAt(i) == '+');
        }
        return builder.build();
    }
}
