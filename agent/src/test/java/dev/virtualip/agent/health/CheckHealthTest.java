package dev.virtualip.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.HealthCheckSpec;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CheckHealthTest {
    private static final long SECOND = HealthSpecs.SECOND;
    private static final HealthCheckSpec SPEC = new HealthCheckSpec(
            "nginx", HealthSpecs.tcp(80), SECOND, SECOND / 2, 3, 2, HealthCheckSpec.Effect.LOWER, 50);

    private long now = Long.MAX_VALUE - 20 * SECOND;
    private CheckHealth health = CheckHealth.unknown(now);

    @Test
    void unknownCheckNeedsTheThresholdForAVerdict() {
        pass();
        assertThat(health.healthy()).isNull();
        pass();
        assertThat(health.healthy()).isTrue();
        assertThat(health.successes()).isEqualTo(2);
    }

    @Test
    void unknownCheckThatFailsIsUnhealthyAfterTheThreshold() {
        fail("refused");
        assertThat(health.healthy()).isNull();
        assertThat(health.error()).isEqualTo("refused");
        fail("refused");
        fail("refused");
        assertThat(health.healthy()).isFalse();
        assertThat(health.failures()).isEqualTo(3);
    }

    @Test
    void resultsThatAreNotInARowChangeNothing() {
        become(true);
        for (int i = 0; i < 100; i++) {
            fail("refused");
            fail("refused");
            pass();
        }
        assertThat(health.healthy()).isTrue();
        assertThat(health.error()).isNull();
    }

    @Test
    void firstFailureHasNoHoldDown() {
        become(true);
        become(false);
        pass();
        pass();
        assertThat(health.healthy()).isTrue();
        assertThat(health.error()).isNull();
    }

    @Test
    void eachFurtherFailureDoublesTheHoldDownUpToAMinute() {
        become(true);
        long[] expected = {0, 1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (long seconds : expected) {
            become(false);
            assertThat(health.holdNanos()).isEqualTo(seconds * SECOND);
            long down = now;
            become(true);
            // The successes in a row begin one second after the failure.
            assertThat(now - down).isEqualTo(Math.max(2, seconds + 1) * SECOND);
        }
    }

    @Test
    void failureDuringTheHoldDownStartsItAgain() {
        become(true);
        for (int i = 0; i < 4; i++) {
            become(false);
            become(true);
        }
        become(false);
        for (int i = 0; i < 7; i++) {
            pass();
        }
        assertThat(health.isHeld(SPEC)).isTrue();
        fail("refused");
        for (int i = 0; i < 8; i++) {
            pass();
            assertThat(health.healthy()).isFalse();
        }
        pass();
        assertThat(health.healthy()).isTrue();
    }

    @Test
    void healthUndoesFailures() {
        become(true);
        for (int i = 0; i < 5; i++) {
            become(false);
            become(true);
        }
        for (int i = 0; i < 10 * 60; i++) {
            pass();
        }
        become(false);
        assertThat(health.holdNanos()).isZero();
    }

    @Test
    void flappingServiceMovesAnAddressABoundedNumberOfTimes() {
        become(true);
        int changes = 0;
        for (int second = 0; second < 3600; second++) {
            Boolean before = health.healthy();
            // The worst case: it passes exactly as long as it has to, and fails at once.
            if (Boolean.TRUE.equals(before)) {
                fail("refused");
            } else {
                pass();
            }
            changes += Objects.equals(before, health.healthy()) ? 0 : 1;
        }
        assertThat(changes).isBetween(100, 130);
    }

    @Test
    void errorOfAFailingCheckIsReplacedOnlyNowAndThen() {
        become(true);
        become(false);
        fail("line 1");
        assertThat(health.error()).isEqualTo("refused");
        for (int i = 0; i < 9; i++) {
            fail("line 2");
        }
        assertThat(health.error()).isEqualTo("line 2");
    }

    private void become(boolean healthy) {
        for (int i = 0; i < 100 && !Boolean.valueOf(healthy).equals(health.healthy()); i++) {
            if (healthy) {
                pass();
            } else {
                fail("refused");
            }
        }
        assertThat(health.healthy()).isEqualTo(healthy);
    }

    private void pass() {
        now += SECOND;
        health = health.passed(SPEC, now);
    }

    private void fail(String error) {
        now += SECOND;
        health = health.failed(SPEC, error, now);
    }
}
