package dev.virtualip.agent.report.status;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiException;
import dev.virtualip.agent.api.Backoff;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.report.SnapshotRequest;
import dev.virtualip.agent.report.SnapshotUnavailableException;
import dev.virtualip.crds.VRRPRouterStatus;
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
 * Writes the status of this node's VRRPRouter: when it differs from what the API server has, and never otherwise. What
 * changes together is written together. On a thread of its own; who tells it of changes is never held up.
 */
public final class StatusWriter implements AutoCloseable {
    /** What a failover changes comes within some milliseconds. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

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
    private @Nullable AcknowledgedStatus acknowledged;
    private @Nullable Observed observed;

    /** What the API server has. */
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

    /** The last generation of an object that was carried out. */
    private record Observed(String uid, long generation) {}

    private StatusWriter(ApiClient client, String object, Supplier<CompletableFuture<NodeSnapshot>> snapshots) {
        this.client = client;
        this.path = object + "/status?fieldManager=virtualip-agent";
        this.snapshotRequest = new SnapshotRequest(snapshots);
        this.thread = Thread.ofPlatform().daemon().name("status").unstarted(this::run);
    }

    /**
     * Begins to write.
     *
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

    /** Something that the status shows has changed. Returns at once. */
    public void changed() {
        dirty = true;
        LockSupport.unpark(thread);
    }

    /**
     * What the node was told to run is another.
     *
     * @param resync whether what the API server has may not be what was written last
     */
    public void configApplied(AppliedConfig now, boolean resync) {
        appliedConfig = now;
        unacknowledged |= resync;
        changed();
    }

    /** What the node was told to run. */
    public AppliedConfig appliedConfig() {
        return appliedConfig;
    }

    /** Ends it; what was not written yet is not. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /**
     * Says that nothing of this agent is left on the host, if the API server can be reached, and ends. Takes half a
     * second at most.
     */
    public void writeFinalStatus() {
        close();
        if (client.health().snapshot().problems().isEmpty()) {
            Thread.ofPlatform().daemon().name("farewell").start(this::writeStopped);
            try {
                if (!finalStatusDone.await(FINAL_STATUS_MILLIS, TimeUnit.MILLISECONDS)) {
                    client.health().reportProblem(TOPIC, "the last status was not written in time");
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
                LockSupport.park(this);
                continue;
            }
            sleep(Math.max(SETTLE_NANOS, pace.waitNanos(System.nanoTime())));
            dirty = false;
            try {
                write();
                backoff.reset();
            } catch (ApiException e) {
                failed(e);
            } catch (SnapshotUnavailableException _) {
                // The loop ends, or is busy; it may have nothing new to tell afterwards.
                retryLater();
            } catch (RuntimeException e) {
                // A fault of ours; what comes next may be without it, and nobody else would write.
                client.health().reportProblem(TOPIC, "the status cannot be written: " + e);
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
            // Nothing is in the way of what there is not.
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

    /** The last generation that was carried out: what it withdraws is gone from the host. */
    private @Nullable Long observedGeneration(String uid, AppliedConfig now, NodeSnapshot snapshot) {
        Observed before = observed != null && observed.uid.equals(uid) ? observed : null;
        boolean done = now.complete() && snapshot.virtualRouters().stream().noneMatch(router -> router.leaving());
        observed = done ? new Observed(uid, now.generation()) : before;
        return observed == null ? null : observed.generation;
    }

    private void failed(ApiException failure) {
        acknowledged = null;
        if (failure.status() == CONFLICT || failure.status() == NOT_FOUND) {
            // The object is gone, or another took its place; the watch is about to say so.
            sleep(backoff.afterNanos(failure));
        } else {
            client.health().reportProblem(TOPIC, String.valueOf(failure.getMessage()));
            if (failure.status() == ApiException.TIMED_OUT) {
                // Then the watch may hang on a dead connection too, and would notice much later.
                client.reconnect();
            }
            sleep(backoff.afterNanos(failure));
        }
        dirty = true;
    }

    /** Waits, whatever is told meanwhile. */
    private void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }
}
