package dev.virtualip.operator.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Runs {@link Leadership} until it is closed, and tells when it begins and ends. */
public final class LeaderThread implements Fence, AutoCloseable {
    /** How long a leader that lost the Lease without knowing it may still write. */
    public static final Duration OTHERS_END_WITHIN = LeaseTerms.USUAL.deadline();

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(6);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private static final Leadership.Clocks CLOCKS = new Leadership.Clocks(System::nanoTime, InstantSource.system());

    private final Leadership leadership;
    private final Listener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private boolean told;

    private LeaderThread(Leadership leadership, Listener listener) {
        this.leadership = leadership;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("leader").start(this::run);
    }

    /** Is told on the thread of the election; must not block. */
    @FunctionalInterface
    public interface Listener {

        /** Leading began, or ended. */
        void leading(boolean leading);
    }

    /** Starts as a candidate. */
    public static LeaderThread start(KubernetesClient client, LeaseIdentity id, Listener listener) {
        return new LeaderThread(new Leadership(lease(client, id), id, LeaseTerms.USUAL, CLOCKS), listener);
    }

    /**
     * Starts as the leader, whoever leads now. Who led until now may still write for {@link #OTHERS_END_WITHIN}. The
     * Lease is not to be given back: nobody shall undo, for half a minute, what was done.
     */
    public static LeaderThread force(KubernetesClient client, LeaseIdentity id, Listener listener) {
        return new LeaderThread(Leadership.forced(lease(client, id), id, LeaseTerms.LAST_WORD, CLOCKS), listener);
    }

    private static LeaseStore lease(KubernetesClient client, LeaseIdentity id) {
        return new ClusterLease(client, id.namespace(), id.name());
    }

    @Override
    public boolean holds() {
        return leadership.holds();
    }

    /** Stops leading and gives the Lease back. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(ENDS_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration pause = turn();
            while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leadership.release();
        tell();
    }

    private Duration turn() {
        try {
            return leadership.turn();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(LeaderThread.class).warn("A turn of the election failed, please report this", e);
            return AFTER_FAILURE;
        } finally {
            tell();
        }
    }

    private void tell() {
        boolean leading = leadership.holds();
        if (leading != told) {
            told = leading;
            listener.leading(leading);
        }
    }
}
