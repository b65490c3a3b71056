package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TheftGuardTest {
    private static final long SECOND = 1_000_000_000L;
    private final TheftGuard guard = new TheftGuard();

    @Test
    void putBackAtOnce_thenWithBackoff_thenHandedOver() {
        assertThat(guard.stolen(0)).isZero();
        assertThat(guard.stolen(SECOND)).isEqualTo(SECOND);
        assertThat(guard.stolen(3 * SECOND)).isEqualTo(2 * SECOND);
        assertThat(guard.stolen(6 * SECOND)).isEqualTo(4 * SECOND);
        assertThat(guard.stolen(11 * SECOND)).isEqualTo(TheftGuard.GIVE_UP);
    }

    @Test
    void aQuietMinuteForgivesWhatWas() {
        guard.stolen(0);
        guard.stolen(SECOND);

        assertThat(guard.stolen(SECOND + TheftGuard.QUIET_NANOS + 1)).isZero();
    }

    @Test
    void afterHandingOverItBeginsAgain() {
        for (int i = 0; i <= TheftGuard.ATTEMPTS; i++) {
            guard.stolen(i);
        }

        assertThat(guard.stolen(10)).isZero();
    }
}
