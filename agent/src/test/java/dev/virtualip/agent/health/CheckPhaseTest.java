package dev.virtualip.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckPhaseTest {
    private static final long PERIOD = HealthSpecs.SECOND;

    @Test
    void sameNodeAndCheckHaveTheSamePhase() {
        assertThat(CheckPhase.nanos("node-a", "tcp 80", PERIOD))
                .isEqualTo(CheckPhase.nanos("node-a", "tcp 80", PERIOD))
                .isBetween(0L, PERIOD - 1);
    }

    @Test
    void fiftyNodesAreSpreadOverThePeriod() {
        int[] tenths = new int[10];
        for (int node = 0; node < 50; node++) {
            tenths[(int) (10 * CheckPhase.nanos("node-" + node, "tcp 80", PERIOD) / PERIOD)]++;
        }
        assertThat(tenths).doesNotContain(0);
        for (int count : tenths) {
            assertThat(count).isLessThanOrEqualTo(12);
        }
    }

    @Test
    void nextTimeIsInPhaseAndNotBefore() {
        assertThat(CheckPhase.nextNanos(300, 1000, 5_299)).isEqualTo(5_300);
        assertThat(CheckPhase.nextNanos(300, 1000, 5_300)).isEqualTo(5_300);
        assertThat(CheckPhase.nextNanos(300, 1000, 5_301)).isEqualTo(6_300);
        assertThat(CheckPhase.nextNanos(300, 1000, -1_000)).isEqualTo(-700);
    }
}
