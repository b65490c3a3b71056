package dev.virtualip.agent.report;

import dev.virtualip.agent.node.NodeSnapshot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests snapshots from the event loop, one at a time, so that requests cannot pile up in a loop that hangs. */
public final class SnapshotRequest {
    private static final long TIMEOUT_SECONDS = 1;

    private final Supplier<CompletableFuture<NodeSnapshot>> snapshots;
    private @Nullable CompletableFuture<NodeSnapshot> pending;

    public SnapshotRequest(Supplier<CompletableFuture<NodeSnapshot>> snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * A snapshot that the loop takes after this call or, if a request is pending, the pending one.
     *
     * @throws SnapshotUnavailableException if there is none within a second
     */
    public NodeSnapshot get() throws SnapshotUnavailableException {
        try {
            return question().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            throw new SnapshotUnavailableException("the event loop did not answer within " + TIMEOUT_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new SnapshotUnavailableException("the event loop failed to answer: " + e.getCause());
        } catch (IllegalStateException | RejectedExecutionException e) {
            throw new SnapshotUnavailableException("the event loop accepts no requests: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SnapshotUnavailableException("the agent stops");
        }
    }

    private synchronized CompletableFuture<NodeSnapshot> question() {
        CompletableFuture<NodeSnapshot> open = pending;
        if (open == null || open.isDone()) {
            open = snapshots.get();
            pending = open;
        }
        return open;
    }
}
