package dev.virtualip.operator.planloop;

import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import dev.virtualip.operator.status.VirtualIPStatuses;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes plans on one thread while this operator leads, after a change or when a deadline of the last plan has passed.
 */
public final class PlanLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Time for which the next plan waits for the writes of the last one. Writes that fail are retried after it. */
    private static final long WRITES_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

    private final PlanSteps steps;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Debounce debounce = new Debounce();
    private boolean leading;
    private boolean closed;
    private @Nullable Instant lookAt;
    /** The statuses of the last plan; used by the planner thread only. */
    private @Nullable VirtualIPStatuses statuses;

    /** When the last plan ended; used by the planner thread only. */
    private long plannedNanos;

    private volatile @Nullable PlanResult latest;
    private volatile @Nullable Thread thread;

    /** Creates a loop, which {@link #start} starts. */
    public PlanLoop(PlanSteps steps) {
        this.steps = steps;
    }

    /** Starts the thread. */
    public void start() {
        thread = Thread.ofPlatform().daemon().name("planner").start(this::run);
    }

    /** Requests a plan after a change. */
    public void request() {
        locked(() -> {
            debounce.changed(steps.nanos().getAsLong());
            changed.signalAll();
        });
    }

    /** Starts or stops planning when leadership changes. The last plan becomes void. */
    public void lead(boolean leads) {
        locked(() -> {
            leading = leads;
            latest = null;
            lookAt = null;
        });
        request();
    }

    /** Returns the newest plan; null: none, and nothing may be written. */
    public @Nullable PlanResult latest() {
        return latest;
    }

    /** Whether the planner thread runs. */
    public boolean isAlive() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    @Override
    public void close() {
        locked(() -> {
            closed = true;
            latest = null;
            changed.signalAll();
        });
        Thread running = thread;
        if (running != null) {
            try {
                running.join(ENDS_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long sequence = 0;
        try {
            while (awaitDue()) {
                sequence++;
                if (!planSafely(sequence)) {
                    sequence--;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a plan is due; false: the loop is closed. */
    private boolean awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                long wait = waitNanos();
                if (wait <= 0) {
                    debounce.taken();
                    lookAt = null;
                    return true;
                }
                changed.await(wait, TimeUnit.NANOSECONDS);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private long waitNanos() {
        if (!leading) {
            return Long.MAX_VALUE;
        }
        long wait = debounce.isPending() ? debounce.waitNanos(steps.nanos().getAsLong()) : Long.MAX_VALUE;
        Instant look = lookAt;
        if (look == null) {
            return wait;
        }
        Duration until = Duration.between(steps.wall().instant(), look);
        return Math.min(wait, TimeUnit.NANOSECONDS.convert(until));
    }

    /** Makes the next plan; false: it is postponed. */
    private boolean planSafely(long sequence) {
        try {
            long begun = steps.nanos().getAsLong();
            ClusterSnapshot snapshot = steps.gather().get();
            if (awaitsWrites(snapshot, begun)) {
                request();
                return false;
            }
            publish(plan(sequence, snapshot, begun));
        } catch (RuntimeException e) {
            LOG.error("Planning failed; keeping the previous plan. Please report this bug.", e);
            locked(() -> lookAt = steps.wall().instant().plus(AFTER_FAILURE));
        }
        return true;
    }

    private boolean awaitsWrites(ClusterSnapshot snapshot, long nowNanos) {
        PlanResult last = latest;
        return last != null && nowNanos - plannedNanos < WRITES_NANOS && last.isUnwrittenIn(snapshot);
    }

    private PlanResult plan(long sequence, ClusterSnapshot snapshot, long begunNanos) {
        PlanResult result = evaluate(sequence, snapshot, steps.wall().instant());
        plannedNanos = steps.nanos().getAsLong();
        long took = plannedNanos - begunNanos;
        steps.timer().took(took);
        locked(() -> debounce.made(plannedNanos, took));
        return result;
    }

    /** Plans from a snapshot, and evaluates the statuses that follow from the plan. */
    PlanResult evaluate(long sequence, ClusterSnapshot snapshot, Instant now) {
        Plan plan = steps.planner().plan(snapshot.desired(), snapshot.observed(), now);
        VirtualIPStatuses before = statuses;
        VirtualIPStatuses next = before == null
                ? VirtualIPStatuses.of(plan, snapshot.observed())
                : before.followedBy(plan, snapshot.observed());
        statuses = next;
        return PlanResult.of(sequence, snapshot, plan, StatusUpdates.of(next, snapshot, now), now);
    }

    private void publish(PlanResult result) {
        lock.lock();
        try {
            if (!leading || closed) {
                return;
            }
            latest = result;
            lookAt = earlier(
                    earlier(lookAt, result.serviceUpdates().nextLookAt()),
                    earlier(result.plan().nextLookAt(), result.statusUpdates().nextLookAt()));
        } finally {
            lock.unlock();
        }
        steps.listener().planned(result);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}
