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
 * Takes the Lease, renews it, gives it back. Unlike the election of the Java Operator SDK it goes on as a candidate
 * when it lost the Lease (an API server that is away for an hour must not end the program), gives the Lease back at the
 * end, and does not compare clocks of different hosts.
 */
final class Leadership implements Fence {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final LeaseStore store;
    private final LeaseIdentity id;
    private final LeaseTerms terms;
    private final Clocks clocks;
    private final Election election;
    private final boolean force;
    private @Nullable Lease lease;
    private volatile boolean leading;
    private volatile long renewedNanos;
    private boolean silent;

    Leadership(LeaseStore store, LeaseIdentity id, LeaseTerms terms, Clocks clocks) {
        this(store, id, terms, clocks, false);
    }

    private Leadership(LeaseStore store, LeaseIdentity id, LeaseTerms terms, Clocks clocks, boolean force) {
        this.force = force;
        this.store = store;
        this.id = id;
        this.terms = terms;
        this.clocks = clocks;
        this.election = new Election(id.holder(), terms);
    }

    /** One that takes the Lease from whoever holds it; who held it may still write for {@link LeaseTerms#deadline}. */
    static Leadership forced(LeaseStore store, LeaseIdentity id, LeaseTerms terms, Clocks clocks) {
        return new Leadership(store, id, terms, clocks, true);
    }

    /** The clock of this host, which only goes forward, and the time of day for people. */
    record Clocks(LongSupplier nanos, InstantSource wall) {}

    @Override
    public boolean holds() {
        return leading
                && clocks.nanos().getAsLong() - renewedNanos < terms.deadline().toNanos();
    }

    /** Takes, renews or looks, whichever it is time for; returns how long to wait for the next turn. */
    Duration turn() {
        long now = clocks.nanos().getAsLong();
        try {
            boolean held = leading ? renew(now) : tryToTake(now);
            silent = false;
            return held ? terms.renewEvery() : terms.watchEvery();
        } catch (KubernetesClientException e) {
            return failed(e, now);
        }
    }

    /** Gives the Lease back, if it is ours. */
    void release() {
        Lease ours = lease;
        boolean held = holds();
        leading = false;
        lease = null;
        if (ours == null || !held) {
            return;
        }
        try {
            store.replace(Election.free(ours));
        } catch (KubernetesClientException e) {
            LOG.warn("The Lease {} could not be given back and will expire: {}", id.path(), ApiFailure.text(e));
        }
    }

    private boolean renew(long now) {
        lease = store.replace(
                election.held(lease, id.namespace(), id.name(), clocks.wall().instant()));
        renewedNanos = now;
        return true;
    }

    private boolean tryToTake(long now) {
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
                        || now - renewedNanos >= terms.deadline().toNanos())) {
            leading = false;
            lease = null;
            LOG.warn(
                    "No longer leading, nothing is written until the Lease {} is taken again: {}",
                    id.path(),
                    ApiFailure.text(e));
            return terms.retryEvery();
        }
        if (!silent && !conflict) {
            silent = true;
            LOG.warn("The Lease {} cannot be {}: {}", id.path(), leading ? "renewed" : "taken", ApiFailure.text(e));
        }
        return leading ? terms.retryEvery() : terms.watchEvery();
    }

    private static boolean gone(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }
}
