package dev.virtualip.operator.planloop;

import dev.virtualip.operator.snapshot.ClusterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans on one thread while this operator leads, and only when something changed or time has changed something. */
public final class PlanLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** The next plan waits so long for the writes of the last one; those that fail come after it. */
    private static final long WRITES_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

    private final PlanSteps steps;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Debounce debounce = new Debounce();
    private boolean leading;
    private boolean closed;
    private @Nullable Instant lookAt;
    /** Of its own thread. */
    private final Turns turns;

    /** Of its own thread. */
    private long plannedNanos;

    private volatile @Nullable PlanResult latest;
    private volatile @Nullable Thread thread;

    /** A loop of these steps; nothing happens before {@link #start}. */
    public PlanLoop(PlanSteps steps) {
        this.steps = steps;
        this.turns = new Turns(steps.planner());
    }

    /** Starts the thread. */
    public void start() {
        thread = Thread.ofPlatform().daemon().name("planner").start(this::run);
    }

    /** Something changed; a plan follows soon. */
    public void request() {
        locked(() -> {
            debounce.changed(steps.nanos().getAsLong());
            changed.signalAll();
        });
    }

    /** Leading begins, or ends; with it, what was planned before is void. */
    public void lead(boolean leads) {
        locked(() -> {
            leading = leads;
            latest = null;
            lookAt = null;
        });
        request();
    }

    /** The newest plan; null: there is none, and nothing may be written. */
    public @Nullable PlanResult latest() {
        return latest;
    }

    /** Whether its thread runs. */
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

    /** Waits until a plan is due; false: the end. */
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

    /** Makes the next plan; false: it is put off. */
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
            LOG.error("A plan failed, what was planned before stays; please report this", e);
            locked(() -> lookAt = steps.wall().instant().plus(AFTER_FAILURE));
        }
        return true;
    }

    private boolean awaitsWrites(ClusterSnapshot snapshot, long nowNanos) {
        PlanResult last = latest;
        return last != null && nowNanos - plannedNanos < WRITES_NANOS && last.isUnwrittenIn(snapshot);
    }

    private PlanResult plan(long sequence, ClusterSnapshot snapshot, long begunNanos) {
        PlanResult result = turns.next(sequence, snapshot, steps.wall().instant());
        plannedNanos = steps.nanos().getAsLong();
        long took = plannedNanos - begunNanos;
        steps.timer().took(took);
        locked(() -> debounce.made(plannedNanos, took));
        return result;
    }

    private void publish(PlanResult result) {
        lock.lock();
        try {
            if (!leading || closed) {
                return;
            }
            latest = result;
            lookAt = earlier(
                    lookAt,
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
