package dev.virtualip.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RenewalCostTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private final RenewalCost cost = new RenewalCost();

    @Test
    void cheapRoundKeepsTheConfiguredLifetime() {
        cost.measured(250, 11 * MILLI);
        cost.holds(250);

        assertThat(cost.effectiveLifetimeNanos(3 * SECOND)).isEqualTo(3 * SECOND);
    }

    @Test
    void lifetimeIsAtLeastSixtyRounds_inWholeSeconds() {
        cost.measured(1, 300_000);
        cost.holds(1_000);

        assertThat(cost.roundNanos()).isEqualTo(300 * MILLI);
        assertThat(cost.effectiveLifetimeNanos(3 * SECOND)).isEqualTo(18 * SECOND);
    }

    @Test
    void beyondAMinuteItIsPermanent() {
        cost.measured(1, 4_200_000);
        cost.holds(10_000);

        assertThat(cost.effectiveLifetimeNanos(3 * SECOND)).isZero();
    }

    @Test
    void permanentAddressStaysPermanentHoweverCheapRenewalIs() {
        assertThat(cost.effectiveLifetimeNanos(0)).isZero();
    }

    @Test
    void oneSlowRoundMovesTheMeasureByAnEighth() {
        cost.measured(1, 800);
        cost.measured(1, 1_600);
        cost.holds(1);

        assertThat(cost.roundNanos()).isEqualTo(900);
    }
}
