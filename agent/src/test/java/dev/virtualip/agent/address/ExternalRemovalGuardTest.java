package dev.virtualip.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.address.ExternalRemovalGuard.Answer;
import org.junit.jupiter.api.Test;

final class ExternalRemovalGuardTest {
    private static final long SECOND = 1_000_000_000L;
    private final ExternalRemovalGuard guard = new ExternalRemovalGuard();
    private long now = Long.MAX_VALUE - SECOND;

    private Answer removedAfter(long nanos) {
        now += nanos;
        return guard.removed(now, true);
    }

    private void handOver() {
        assertThat(removedAfter(20 * SECOND)).isEqualTo(Answer.PUT_BACK);
        assertThat(removedAfter(SECOND)).isEqualTo(Answer.PUT_BACK);
        assertThat(removedAfter(SECOND)).isEqualTo(Answer.HAND_OVER);
    }

    @Test
    void thirdRemovalWithinTenSecondsHandsOver() {
        assertThat(removedAfter(0)).isEqualTo(Answer.PUT_BACK);
        assertThat(removedAfter(5 * SECOND)).isEqualTo(Answer.PUT_BACK);
        assertThat(removedAfter(5 * SECOND)).isEqualTo(Answer.HAND_OVER);
    }

    @Test
    void removalsThatAreFurtherApartNeverDo() {
        for (int i = 0; i < 100; i++) {
            assertThat(removedAfter(5 * SECOND + 1)).isEqualTo(Answer.PUT_BACK);
        }
    }

    @Test
    void manyAddressesRemovedTogetherAreOneOccasion() {
        for (int i = 0; i < 100; i++) {
            assertThat(removedAfter(ExternalRemovalGuard.TOGETHER_NANOS / 101)).isEqualTo(Answer.PUT_BACK);
        }
        assertThat(guard.removals()).isEqualTo(100);
    }

    @Test
    void removalThatNeverEndsIsMoreThanOneOccasion() {
        long begun = now;
        Answer answer = Answer.PUT_BACK;
        while (answer == Answer.PUT_BACK) {
            answer = removedAfter(SECOND / 10_000);
        }
        assertThat(now - begun).isLessThan(SECOND / 5);
    }

    @Test
    void whileItIsHeldDownItDoesNotHandOverAgain() {
        handOver();
        for (int i = 0; i < 59; i++) {
            assertThat(removedAfter(SECOND)).isEqualTo(Answer.PUT_BACK);
            assertThat(guard.heldDown(now)).isTrue();
        }
        assertThat(removedAfter(SECOND)).as("a minute is over").isEqualTo(Answer.HAND_OVER);
    }

    @Test
    void eachHoldDownIsTwiceAsLongAsTheLast_upToABound_andForgivenAfterQuiet() {
        handOver();
        for (long minutes : new long[] {1, 2, 4, 8, 16, 16, 16}) {
            assertThat(guard.holdDownNanos()).isEqualTo(minutes * 60 * SECOND);
            now += guard.holdDownNanos();
            handOver();
        }
        now += guard.holdDownNanos() + ExternalRemovalGuard.FORGIVEN_NANOS;
        handOver();
        assertThat(guard.holdDownNanos()).isEqualTo(60 * SECOND);
    }

    @Test
    void ownerOfTheAddressesNeverHandsOver() {
        for (int i = 0; i < 100; i++) {
            now += SECOND;
            assertThat(guard.removed(now, false)).isEqualTo(Answer.PUT_BACK);
        }
        assertThat(guard.heldDown(now)).isFalse();
    }

    @Test
    void logLineComesOnceInTenSeconds() {
        int told = 0;
        for (int i = 0; i < 100; i++) {
            now += SECOND / 10;
            told += guard.mayLog(now) ? 1 : 0;
        }
        assertThat(told).isOne();
    }
}
