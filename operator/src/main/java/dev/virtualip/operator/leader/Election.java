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
 * When a candidate may take the Lease, and what is written in it. Another's Lease counts as abandoned when it was not
 * renewed for its duration by <em>our</em> clock since we first saw it so: the clocks of two hosts need not agree.
 */
final class Election {
    private final String identity;
    private final LeaseTerms terms;
    private @Nullable Sighting sighting;

    Election(String identity, LeaseTerms terms) {
        this.identity = identity;
        this.terms = terms;
    }

    /** A state of another's Lease, and when we first saw it so. */
    private record Sighting(@Nullable String resourceVersion, long sinceNanos) {}

    /** Whether the Lease is free, ours, or abandoned. */
    boolean mayTake(Lease lease, long nowNanos) {
        String holder = holder(lease);
        if (holder.isEmpty() || holder.equals(identity)) {
            return true;
        }
        String version = lease.getMetadata().getResourceVersion();
        Sighting seen = sighting;
        if (seen == null || !Objects.equals(seen.resourceVersion(), version)) {
            sighting = new Sighting(version, nowNanos);
            return false;
        }
        return nowNanos - seen.sinceNanos() >= duration(lease).toNanos();
    }

    /** A Lease that we hold. */
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
                .withLeaseDurationSeconds((int) terms.lease().toSeconds())
                .withAcquireTime(since == null ? time : since)
                .withRenewTime(time)
                .withLeaseTransitions(transitions(before) + (before == null || since != null ? 0 : 1))
                .endSpec()
                .build();
    }

    /** The Lease given back: the next candidate that looks takes it. */
    static Lease free(Lease ours) {
        return new LeaseBuilder(ours)
                .editSpec()
                .withHolderIdentity("")
                .withLeaseDurationSeconds(1)
                .endSpec()
                .build();
    }

    /** Who holds it; empty: nobody. */
    static String holder(Lease lease) {
        LeaseSpec spec = lease.getSpec();
        return spec == null || spec.getHolderIdentity() == null ? "" : spec.getHolderIdentity();
    }

    private Duration duration(Lease lease) {
        Integer seconds = lease.getSpec().getLeaseDurationSeconds();
        return seconds == null ? terms.lease() : Duration.ofSeconds(seconds);
    }

    private static int transitions(@Nullable Lease lease) {
        Integer transitions = lease == null || lease.getSpec() == null
                ? null
                : lease.getSpec().getLeaseTransitions();
        return transitions == null ? 0 : transitions;
    }
}
