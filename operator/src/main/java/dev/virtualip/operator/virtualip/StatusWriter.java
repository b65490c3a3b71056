package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.status.Happening;
import dev.virtualip.operator.status.StatusChange;
import dev.virtualip.operator.writing.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says of a VirtualIP what the newest plan says, if that is not what it says already; then tells what came about. */
final class StatusWriter {
    private final StatusStore store;
    private final RecentWrites<VirtualIP> written;
    private final Supplier<@Nullable PlanResult> plans;
    private final Writer writer;
    private final Teller teller;

    StatusWriter(
            StatusStore store,
            RecentWrites<VirtualIP> written,
            Supplier<@Nullable PlanResult> plans,
            Writer writer,
            Teller teller) {
        this.store = store;
        this.written = written;
        this.plans = plans;
        this.writer = writer;
        this.teller = teller;
    }

    /** Tells people what came about; neither blocks nor throws. */
    @FunctionalInterface
    interface Teller {
        /** These things came about for this VirtualIP. */
        void tell(VirtualIP virtualIP, List<Happening> happenings);
    }

    /** Writes the status; returns when to try again, zero: never. */
    Duration settle(VirtualIP cached) {
        VirtualIP current = written.newest(cached);
        String name = current.getMetadata().getName();
        PlanResult result = plans.get();
        StatusChange change =
                result == null ? null : result.statusUpdates().changes().get(name);
        if (result == null
                || change == null
                || change.status().equals(current.getStatus())
                || !madeFrom(result, current)) {
            return Duration.ZERO;
        }
        return writer.write(name, "status", () -> {
            written.wrote(store.apply(current, change.status()));
            teller.tell(current, change.happenings());
        });
    }

    /** What came about is relative to the status that the plan was made from: tell it once, when that status goes. */
    private static boolean madeFrom(PlanResult result, VirtualIP current) {
        VirtualIPStatus now = Objects.requireNonNullElseGet(current.getStatus(), VirtualIPStatus::none);
        WantedVirtualIP seen = result.seenVirtualIP(current.getMetadata().getName());
        return seen != null
                && seen.uid().equals(current.getMetadata().getUid())
                && seen.status().equals(now);
    }
}
