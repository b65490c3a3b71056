package dev.virtualip.operator.vrrprouter;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.WantedRouter;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.snapshot.SnapshotBuilder;
import dev.virtualip.operator.writing.Writer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a VRRPRouter to what the newest plan says. Two rules keep an old plan from undoing what a newer one did: a
 * plan counts for an object only if it was made from that object's present spec, and only the leader writes.
 */
final class RouterWriter {
    private final RouterStore store;
    private final RecentWrites<VRRPRouter> written;
    private final Supplier<@Nullable PlanResult> plans;
    private final Writer writer;

    RouterWriter(
            RouterStore store, RecentWrites<VRRPRouter> written, Supplier<@Nullable PlanResult> plans, Writer writer) {
        this.store = store;
        this.written = written;
        this.plans = plans;
        this.writer = writer;
    }

    /** Makes the VRRPRouter of a node that has none; returns when to try again, zero: never. */
    Duration create(String node) {
        PlanResult result = plans.get();
        WantedRouter wanted = result == null ? null : result.wantedRouter(node);
        if (result == null || wanted == null || result.seenRouter(node) != null) {
            return Duration.ZERO;
        }
        return writer.write(node, "create", () -> written.wrote(store.create(node, wanted)));
    }

    /** Writes the spec, or deletes it, if the plan says so; returns when to try again, zero: never. */
    Duration settle(VRRPRouter cached) {
        VRRPRouter current = written.newest(cached);
        String node = current.getMetadata().getName();
        PlanResult result = plans.get();
        if (result == null || !madeFrom(result.seenRouter(node), current)) {
            return Duration.ZERO;
        }
        if (result.plan().removable().contains(node)) {
            return writer.write(node, "delete", () -> {
                store.delete(current);
                written.deleted(node);
            });
        }
        WantedRouter wanted = result.wantedRouter(node);
        if (wanted == null || wanted.equals(present(current))) {
            return Duration.ZERO;
        }
        return writer.write(node, "apply", () -> written.wrote(store.apply(current, wanted)));
    }

    private static WantedRouter present(VRRPRouter router) {
        return new WantedRouter(router.getSpec(), SnapshotBuilder.planned(router.getMetadata()));
    }

    private static boolean madeFrom(@Nullable ObservedRouter seen, VRRPRouter current) {
        return seen != null
                && seen.uid().equals(current.getMetadata().getUid())
                && seen.generation()
                        == Objects.requireNonNullElse(current.getMetadata().getGeneration(), 0L);
    }
}
