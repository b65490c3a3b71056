package dev.virtualip.operator.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Runs {@link Leadership} on a thread until it is closed, and reports when leading begins and ends. */
public final class LeaderThread implements LeaderFence, AutoCloseable {
    /** The time within which a leader that lost the Lease unnoticed stops writing. */
    public static final Duration FORMER_LEADER_STOPS_WITHIN = LeaseTiming.DEFAULT.deadline();

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    private static final Leadership.Clocks CLOCKS = new Leadership.Clocks(System::nanoTime, InstantSource.system());

    private final Leadership leadership;
    private final Listener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private boolean reported;

    private LeaderThread(Leadership leadership, Listener listener) {
        this.leadership = leadership;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("leader").start(this::run);
    }

    /** Receives the beginning and the end of leading, on the thread of the election; must not block. */
    @FunctionalInterface
    public interface Listener {

        /** Leading began or ended. */
        void leading(boolean leading);
    }

    /** Starts as a candidate. */
    public static LeaderThread start(KubernetesClient client, LeaseIdentity id, Listener listener) {
        return new LeaderThread(new Leadership(LeaseStore.of(client, id), id, LeaseTiming.DEFAULT, CLOCKS), listener);
    }

    /**
     * Starts as the leader and takes the Lease from its present holder, which may still write for
     * {@link #FORMER_LEADER_STOPS_WITHIN}. The caller does not release the Lease, so that no other operator undoes its
     * work for half a minute.
     */
    public static LeaderThread force(KubernetesClient client, LeaseIdentity id, Listener listener) {
        return new LeaderThread(
                Leadership.forced(LeaseStore.of(client, id), id, LeaseTiming.WITHDRAWAL, CLOCKS), listener);
    }

    @Override
    public boolean holds() {
        return leadership.holds();
    }

    /** Stops leading and releases the Lease. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration delay = turn();
            while (!closing.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                delay = turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leadership.release();
        report();
    }

    private Duration turn() {
        try {
            return leadership.turn();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(LeaderThread.class)
                    .warn("The leader election failed and is retried. Please report this bug", e);
            return RETRY_DELAY;
        } finally {
            report();
        }
    }

    private void report() {
        boolean leading = leadership.holds();
        if (leading != reported) {
            reported = leading;
            listener.leading(leading);
        }
    }
}
