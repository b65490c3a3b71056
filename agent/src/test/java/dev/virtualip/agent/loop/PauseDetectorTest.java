package dev.virtualip.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PauseDetectorTest {
    private static final long SECOND = 1_000_000_000L;
    private final PauseDetector guard = new PauseDetector(0, 0, 0);

    @Test
    void stoppedProcessIsSeenByTheMonotonicClock() {
        assertThat(guard.gapNanos(10 * SECOND, 10 * SECOND, 10 * SECOND)).isEqualTo(10 * SECOND);
        assertThat(guard.gapNanos(10 * SECOND + 5, 10 * SECOND + 5, 10 * SECOND + 5))
                .isEqualTo(5);
    }

    @Test
    void suspendedMachineIsSeenByTheBootClock() {
        assertThat(guard.gapNanos(1, 60 * SECOND, 60 * SECOND)).isEqualTo(60 * SECOND);
    }

    @Test
    void frozenVirtualMachineIsSeenByTheWallClock() {
        assertThat(guard.gapNanos(1, 1, 60 * SECOND)).isEqualTo(60 * SECOND);
    }

    @Test
    void smallStepOfTheWallClock_orOneBack_isNoPause() {
        assertThat(guard.gapNanos(5, 5, PauseDetector.WALL_JUMP_NANOS)).isEqualTo(5);
        assertThat(guard.gapNanos(10, 10, -3_600 * SECOND)).isEqualTo(5);
    }

    @Test
    void clockThatOverflowsMakesNoPause() {
        PauseDetector late = new PauseDetector(Long.MAX_VALUE, 0, 0);

        assertThat(late.gapNanos(Long.MIN_VALUE + 4, 5, 5)).isEqualTo(5);
    }
}
