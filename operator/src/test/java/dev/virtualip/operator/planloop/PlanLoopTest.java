package dev.virtualip.operator.planloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans are made by one thread, only while leading, soon after a change, and again when time has changed something. */
class PlanLoopTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ClusterSnapshot NOTHING =
            new ClusterSnapshot(new Desired(List.of(), Map.of()), new Observed(List.of(), Map.of(), Set.of(), true));

    private final BlockingQueue<PlanResult> planned = new LinkedBlockingQueue<>();
    private volatile @Nullable Instant nextLookAt;
    private final AtomicInteger failures = new AtomicInteger();
    private final PlanLoop loop = new PlanLoop(new PlanSteps(
            () -> NOTHING, this::plan, planned::add, nanos -> {}, System::nanoTime, InstantSource.system()));

    private Plan plan(Desired desired, Observed observed, Instant now) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a bug");
        }
        Instant look = nextLookAt;
        nextLookAt = null;
        return new Plan(new TreeMap<>(), new TreeMap<>(), Set.of(), new TreeMap<>(), look, new TreeMap<>());
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void operatorWithoutTheLeasePlansNothing() throws InterruptedException {
        loop.start();
        loop.request();

        assertThat(planned.poll(200, TimeUnit.MILLISECONDS)).isNull();
        assertThat(loop.latest()).isNull();
    }

    @Test
    void leadingBeginsWithAPlanAndChangesBringMore() throws InterruptedException {
        loop.start();
        loop.lead(true);
        PlanResult first = next();
        loop.request();
        PlanResult second = next();

        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(loop.latest()).isSameAs(second);
        assertThat(planned).isEmpty();
    }

    @Test
    void stormIsPlannedInFew() throws InterruptedException {
        loop.start();
        loop.lead(true);
        next();
        long begun = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            loop.request();
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        int plans = 0;
        while (planned.poll(300, TimeUnit.MILLISECONDS) != null) {
            plans++;
        }

        assertThat(plans).isPositive().isLessThanOrEqualTo((int) (millis / 20) + 2);
    }

    @Test
    void planIsVoidWhenLeadingEnds() throws InterruptedException {
        loop.start();
        loop.lead(true);
        next();
        loop.lead(false);

        assertThat(loop.latest()).isNull();
        loop.request();
        assertThat(planned.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void timeAloneBringsAPlanWhenTheLastOneSaidSo() throws InterruptedException {
        nextLookAt = Instant.now().plusMillis(300);
        loop.start();
        loop.lead(true);
        next();

        assertThat(next().sequence()).isEqualTo(2);
        assertThat(planned.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void planThatFailsIsTriedAgainAndEndsNothing() throws InterruptedException {
        failures.set(1);
        loop.start();
        loop.lead(true);

        assertThat(next().sequence()).isEqualTo(2);
        assertThat(loop.isAlive()).isTrue();
    }

    @Test
    void itEndsWhenItIsClosed() {
        loop.start();
        loop.lead(true);
        loop.close();

        assertThat(loop.isAlive()).isFalse();
        assertThat(loop.latest()).isNull();
    }

    private PlanResult next() throws InterruptedException {
        PlanResult result = planned.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(result).isNotNull();
        return result;
    }
}
