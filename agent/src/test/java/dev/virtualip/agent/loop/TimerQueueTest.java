package dev.virtualip.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimerQueueTest {
    private final TimerQueue queue = new TimerQueue();

    /** The clock may start anywhere, also where its numbers overflow within the test. */
    @ParameterizedTest
    @ValueSource(longs = {0, -500, Long.MAX_VALUE - 500, Long.MIN_VALUE, Long.MIN_VALUE + 7})
    void timersFireInTheOrderOfTheirDeadlines_asASortedListSays(long origin) {
        Random random = new Random(origin);
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            timers.add(queue.timer(now -> {}));
        }
        List<Timer> set = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            Timer timer = timers.get(random.nextInt(timers.size()));
            set.remove(timer);
            if (random.nextInt(3) == 0) {
                timer.clear();
            } else {
                timer.set(origin + random.nextInt(1_000));
                set.add(timer);
            }
            assertThat(queue.isEmpty()).isEqualTo(set.isEmpty());
            if (!set.isEmpty()) {
                assertThat(queue.nextAtNanos() - origin).isEqualTo(earliest(set, origin));
            }
        }
        drain(set, origin);
    }

    private void drain(List<Timer> set, long origin) {
        set.sort(Comparator.comparingLong(timer -> timer.atNanos - origin));
        List<Long> fired = new ArrayList<>();
        for (Timer due = queue.pollDue(origin + 1_000); due != null; due = queue.pollDue(origin + 1_000)) {
            fired.add(due.atNanos);
        }
        assertThat(fired).isEqualTo(set.stream().map(timer -> timer.atNanos).toList());
        assertThat(queue.isEmpty()).isTrue();
    }

    private static long earliest(List<Timer> set, long origin) {
        return set.stream().mapToLong(timer -> timer.atNanos - origin).min().orElseThrow();
    }

    @Test
    void nothingIsDueBeforeItsDeadline() {
        queue.timer(now -> {}).set(100);

        assertThat(queue.pollDue(99)).isNull();
        assertThat(queue.pollDue(100)).isNotNull();
    }

    @Test
    void deadlineSetNoLaterThanAnotherNeverMovesBack() {
        Timer timer = queue.timer(now -> {});
        timer.setNoLaterThan(100);
        timer.setNoLaterThan(200);
        assertThat(queue.nextAtNanos()).isEqualTo(100);

        timer.setNoLaterThan(50);
        assertThat(queue.nextAtNanos()).isEqualTo(50);
    }

    @Test
    void timerForTheNextTurnIsNotDueInThisOne() {
        queue.timer(now -> {}).setNextTurn(100);

        assertThat(queue.pollDue(100)).isNull();
    }

    @Test
    void dueTimerAfterPacketsIsFoundWhereverItIsInTheHeap() {
        TimerQueue queue = new TimerQueue();
        for (int i = 0; i < 20; i++) {
            queue.timer(nowNanos -> {}).set(i);
        }
        Timer waits = queue.timer(nowNanos -> {});
        waits.afterPackets(true);
        waits.set(10);

        assertThat(queue.dueAfterPackets(9)).isFalse();
        assertThat(queue.dueAfterPackets(10)).isTrue();
        waits.afterPackets(false);
        assertThat(queue.dueAfterPackets(30)).isFalse();
    }
}
