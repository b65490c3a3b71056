package dev.virtualip.operator.leader;

import dev.virtualip.operator.api.ApiFailure;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acquires the Lease, renews it and releases it. The election of the Java Operator SDK does not meet three needs: a
 * process that lost the Lease stays a candidate (an API server that is away for an hour must not end it), the Lease is
 * released at shutdown, and the clocks of different hosts are never compared.
 */
final class Leadership implements LeaderFence {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final LeaseStore store;
    private final LeaseIdentity id;
    private final LeaseTiming timing;
    private final Clocks clocks;
    private final Election election;
    private final boolean force;
    private @Nullable Lease lease;
    private volatile boolean leading;
    private volatile long renewedNanos;
    private boolean failureLogged;

    Leadership(LeaseStore store, LeaseIdentity id, LeaseTiming timing, Clocks clocks) {
        this(store, id, timing, clocks, false);
    }

    private Leadership(LeaseStore store, LeaseIdentity id, LeaseTiming timing, Clocks clocks, boolean force) {
        this.force = force;
        this.store = store;
        this.id = id;
        this.timing = timing;
        this.clocks = clocks;
        this.election = new Election(id.holder(), timing);
    }

    /** Takes the Lease from its holder, which may still write for {@link LeaseTiming#deadline}. */
    static Leadership forced(LeaseStore store, LeaseIdentity id, LeaseTiming timing, Clocks clocks) {
        return new Leadership(store, id, timing, clocks, true);
    }

    /** The monotonic clock of this host, and the time of day for the fields that people read. */
    record Clocks(LongSupplier nanos, InstantSource wall) {}

    @Override
    public boolean holds() {
        return leading
                && clocks.nanos().getAsLong() - renewedNanos < timing.deadline().toNanos();
    }

    /** Acquires, renews or reads the Lease, whichever is due; returns the delay until the next turn. */
    Duration turn() {
        long now = clocks.nanos().getAsLong();
        try {
            boolean held = leading ? renew(now) : tryToAcquire(now);
            failureLogged = false;
            return held ? timing.renewInterval() : timing.pollInterval();
        } catch (KubernetesClientException e) {
            return failed(e, now);
        }
    }

    /** Releases the Lease if this candidate holds it. */
    void release() {
        Lease ours = lease;
        boolean held = holds();
        leading = false;
        lease = null;
        if (ours == null || !held) {
            return;
        }
        try {
            store.replace(Election.released(ours));
        } catch (KubernetesClientException e) {
            LOG.warn("The Lease {} could not be released and will expire: {}", id.path(), ApiFailure.text(e));
        }
    }

    private boolean renew(long now) {
        lease = store.replace(
                election.held(lease, id.namespace(), id.name(), clocks.wall().instant()));
        renewedNanos = now;
        return true;
    }

    private boolean tryToAcquire(long now) {
        Lease current = store.get();
        if (current != null && !force && !election.mayTake(current, now)) {
            return false;
        }
        Lease mine =
                election.held(current, id.namespace(), id.name(), clocks.wall().instant());
        lease = current == null ? store.create(mine) : store.replace(mine);
        renewedNanos = now;
        leading = true;
        LOG.info("Leading: {} holds the Lease {}", id.holder(), id.path());
        return true;
    }

    private Duration failed(KubernetesClientException e, long now) {
        boolean conflict = e.getCode() == HttpURLConnection.HTTP_CONFLICT;
        if (leading
                && (conflict
                        || gone(e)
                        || now - renewedNanos >= timing.deadline().toNanos())) {
            leading = false;
            lease = null;
            LOG.warn(
                    "Lost leadership of the Lease {}; nothing is written until it is acquired again: {}",
                    id.path(),
                    ApiFailure.text(e));
            return timing.retryInterval();
        }
        if (!failureLogged && !conflict) {
            failureLogged = true;
            LOG.warn(
                    "The Lease {} could not be {}, retrying: {}",
                    id.path(),
                    leading ? "renewed" : "acquired",
                    ApiFailure.text(e));
        }
        return leading ? timing.retryInterval() : timing.pollInterval();
    }

    private static boolean gone(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }
}
