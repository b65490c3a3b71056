package dev.virtualip.agent.report.status;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiException;
import dev.virtualip.agent.api.Backoff;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.report.SnapshotRequest;
import dev.virtualip.agent.report.SnapshotUnavailableException;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of this node's VRRPRouter when it differs from the one last acknowledged by the API server.
 * Combines changes that happen together. Runs on a thread of its own and never blocks its callers.
 */
public final class StatusWriter implements AutoCloseable {
    /** Delay to combine the changes of one failover. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Lateness changes without a call: so often it is looked at, and written if its class is another. */
    private static final long LATENESS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long FINAL_STATUS_MILLIS = 500;
    private static final String TOPIC = "status";
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final ApiClient client;
    private final String path;
    private final SnapshotRequest snapshotRequest;
    private final StatusMapper view = new StatusMapper(InstantSource.system());
    private final WriteRateLimit pace = new WriteRateLimit(System.nanoTime());
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final Thread thread;
    private final CountDownLatch finalStatusDone = new CountDownLatch(1);
    private volatile @Nullable VRRPRouterStatus lastStatus;
    private volatile boolean dirty;
    private volatile boolean closed;
    private volatile AppliedConfig appliedConfig = AppliedConfig.NONE;
    private volatile boolean unacknowledged;
    private long checkedNanos = System.nanoTime();
    private @Nullable AcknowledgedStatus acknowledged;
    private @Nullable Observed observed;

    /** Status that the API server has acknowledged. */
    // A class, not a record: a record with an array would compare by identity.
    private static final class AcknowledgedStatus {
        private final String uid;
        private final byte[] status;

        private AcknowledgedStatus(String uid, byte[] status) {
            this.uid = uid;
            this.status = status;
        }

        private boolean is(String otherUid, byte[] other) {
            return uid.equals(otherUid) && Arrays.equals(status, other);
        }
    }

    /** Last generation of an object that was fully applied. */
    private record Observed(String uid, long generation) {}

    private StatusWriter(ApiClient client, String object, Supplier<CompletableFuture<NodeSnapshot>> snapshots) {
        this.client = client;
        this.path = object + "/status?fieldManager=virtualip-agent";
        this.snapshotRequest = new SnapshotRequest(snapshots);
        this.thread = Thread.ofPlatform().daemon().name("status").unstarted(this::run);
    }

    /**
     * Starts to write.
     * @param client the API server
     * @param object the path of the object
     * @param snapshots asks the event loop for a snapshot
     */
    public static StatusWriter start(
            ApiClient client, String object, Supplier<CompletableFuture<NodeSnapshot>> snapshots) {
        StatusWriter writer = new StatusWriter(client, object, snapshots);
        writer.thread.start();
        return writer;
    }

    /** Requests a write after a change. Returns at once. */
    public void changed() {
        dirty = true;
        LockSupport.unpark(thread);
    }

    /**
     * Sets the applied configuration and requests a write.
     *
     * @param resync whether the API server may have a status other than the last acknowledged one
     */
    public void configApplied(AppliedConfig now, boolean resync) {
        appliedConfig = now;
        unacknowledged |= resync;
        changed();
    }

    /** The applied configuration. */
    public AppliedConfig appliedConfig() {
        return appliedConfig;
    }

    /** Stops; pending changes are not written. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /**
     * Reports that the agent has stopped, if the API server is reachable, and stops. Takes at most half a second.
     */
    public void writeFinalStatus() {
        close();
        if (client.health().snapshot().problems().isEmpty()) {
            Thread.ofPlatform().daemon().name("final-status").start(this::writeStopped);
            try {
                if (!finalStatusDone.await(FINAL_STATUS_MILLIS, TimeUnit.MILLISECONDS)) {
                    client.health().reportProblem(TOPIC, "the final status was not written in time");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeStopped() {
        try {
            thread.join(FINAL_STATUS_MILLIS);
            AppliedConfig now = appliedConfig;
            VRRPRouterStatus last = lastStatus;
            if (now.uid() != null && last != null) {
                client.merge(path, StatusPatch.of(now.uid(), StoppedStatus.of(last, Instant.now())));
            }
        } catch (ApiException e) {
            client.health().reportProblem(TOPIC, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            finalStatusDone.countDown();
        }
    }

    private void run() {
        while (!closed) {
            if (!dirty) {
                LockSupport.parkNanos(this, LATENESS_NANOS);
                if (System.nanoTime() - checkedNanos >= LATENESS_NANOS) {
                    dirty = true;
                }
                continue;
            }
            checkedNanos = System.nanoTime();
            sleep(Math.max(SETTLE_NANOS, pace.waitNanos(System.nanoTime())));
            dirty = false;
            long begunNanos = System.nanoTime();
            try {
                write();
                backoff.reset();
            } catch (ApiException e) {
                failed(e, System.nanoTime() - begunNanos);
            } catch (SnapshotUnavailableException _) {
                // The loop has ended or is busy. Retry, since no further change may follow.
                retryLater();
            } catch (RuntimeException e) {
                // An internal error; a later status may succeed.
                client.health().reportProblem(TOPIC, "cannot write the status: " + e);
                retryLater();
            }
        }
    }

    private void retryLater() {
        sleep(TimeUnit.SECONDS.toNanos(1));
        dirty = true;
    }

    private void write() throws ApiException, SnapshotUnavailableException {
        AppliedConfig now = appliedConfig;
        String uid = now.uid();
        if (uid == null) {
            // Without an object there is nothing to write.
            client.health().clearProblem(TOPIC);
            return;
        }
        if (unacknowledged) {
            unacknowledged = false;
            acknowledged = null;
        }
        NodeSnapshot snapshot = snapshotRequest.get();
        VRRPRouterStatus next = view.of(snapshot, now, observedGeneration(uid, now, snapshot));
        lastStatus = next;
        byte[] status = StatusPatch.of(uid, next);
        AcknowledgedStatus last = acknowledged;
        if (last != null && last.is(uid, status)) {
            return;
        }
        pace.wrote(System.nanoTime());
        client.merge(path, status);
        acknowledged = new AcknowledgedStatus(uid, status);
        client.health().clearProblem(TOPIC);
    }

    /** The last generation whose changes are all applied, including withdrawals. */
    private @Nullable Long observedGeneration(String uid, AppliedConfig now, NodeSnapshot snapshot) {
        Observed before = observed != null && observed.uid.equals(uid) ? observed : null;
        boolean done = now.complete() && snapshot.virtualRouters().stream().noneMatch(router -> router.leaving());
        observed = done ? new Observed(uid, now.generation()) : before;
        return observed == null ? null : observed.generation;
    }

    private void failed(ApiException failure, long tookNanos) {
        acknowledged = null;
        if (failure.status() == CONFLICT || failure.status() == NOT_FOUND) {
            // The object was deleted or recreated; the watch will report it.
            sleep(backoff.afterNanos(failure, tookNanos));
        } else {
            client.health().reportProblem(TOPIC, String.valueOf(failure.getMessage()));
            if (failure.status() == ApiException.TIMED_OUT) {
                // The watch may use a dead connection too, and would detect it much later.
                client.reconnect();
            }
            sleep(backoff.afterNanos(failure, tookNanos));
        }
        dirty = true;
    }

    /** Waits, regardless of changes meanwhile. */
    private void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }
}
