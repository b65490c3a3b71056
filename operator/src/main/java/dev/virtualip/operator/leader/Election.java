package dev.virtualip.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a candidate may take the Lease, and builds its content. Another candidate's Lease is abandoned when
 * it was not renewed for its duration by <em>this host's</em> clock since its present state was first seen: the clocks
 * of two hosts need not agree.
 */
final class Election {
    private final String identity;
    private final LeaseTiming timing;
    private @Nullable SeenLease seenLease;

    Election(String identity, LeaseTiming timing) {
        this.identity = identity;
        this.timing = timing;
    }

    /** A state of another candidate's Lease, and the time when it was first seen. */
    private record SeenLease(@Nullable String resourceVersion, long sinceNanos) {}

    /** Whether the Lease is free, held by this candidate, or abandoned. */
    boolean mayTake(Lease lease, long nowNanos) {
        String holder = holder(lease);
        if (holder.isEmpty() || holder.equals(identity)) {
            return true;
        }
        String version = lease.getMetadata().getResourceVersion();
        SeenLease seen = seenLease;
        if (seen == null || !Objects.equals(seen.resourceVersion(), version)) {
            seenLease = new SeenLease(version, nowNanos);
            return false;
        }
        return nowNanos - seen.sinceNanos() >= duration(lease).toNanos();
    }

    /** The Lease as held by this candidate. */
    Lease held(@Nullable Lease before, String namespace, String name, Instant now) {
        ZonedDateTime time = now.atZone(ZoneOffset.UTC);
        ZonedDateTime since = before != null && holder(before).equals(identity)
                ? before.getSpec().getAcquireTime()
                : null;
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withResourceVersion(
                        before == null ? null : before.getMetadata().getResourceVersion())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(identity)
                .withLeaseDurationSeconds((int) timing.lease().toSeconds())
                .withAcquireTime(since == null ? time : since)
                .withRenewTime(time)
                .withLeaseTransitions(transitions(before) + (before == null || since != null ? 0 : 1))
                .endSpec()
                .build();
    }

    /** The Lease without a holder: the next candidate that reads it takes it. */
    static Lease released(Lease held) {
        return new LeaseBuilder(held)
                .editSpec()
                .withHolderIdentity("")
                .withLeaseDurationSeconds(1)
                .endSpec()
                .build();
    }

    /** The holder identity; empty: the Lease is free. */
    static String holder(Lease lease) {
        LeaseSpec spec = lease.getSpec();
        return spec == null || spec.getHolderIdentity() == null ? "" : spec.getHolderIdentity();
    }

    private Duration duration(Lease lease) {
        Integer seconds = lease.getSpec().getLeaseDurationSeconds();
        return seconds == null ? timing.lease() : Duration.ofSeconds(seconds);
    }

    private static int transitions(@Nullable Lease lease) {
        Integer transitions = lease == null || lease.getSpec() == null
                ? null
                : lease.getSpec().getLeaseTransitions();
        return transitions == null ? 0 : transitions;
    }
}
