package dev.virtualip.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Priority in force under the effect of health checks. */
class HealthEffectTest {
    @ParameterizedTest(name = "{0} less {1}")
    @CsvSource({
        "150, 0, 150",
        "150, 50, 100",
        "150, 149, 2",
        "150, 2000000000, 2",
        "2, 50, 2",
        "1, 50, 1",
        "255, 50, 255"
    })
    void penaltyLowersThePriorityButNeverBelowTwoOrOfAnOwner(int configured, int penalty, int expected) {
        assertThat(new HealthEffect(false, false, penalty).priority(configured)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "150", "255"})
    void withdrawalLeavesPriorityOneWhateverElseFails(int configured) {
        assertThat(new HealthEffect(false, true, 0).priority(configured)).isOne();
        assertThat(new HealthEffect(false, true, 50).priority(configured)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"1", "150", "255"})
    void unknownHealthLeavesThePriority(int configured) {
        assertThat(new HealthEffect(true, false, 0).priority(configured)).isEqualTo(configured);
    }
}
