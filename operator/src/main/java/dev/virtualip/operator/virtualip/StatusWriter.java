package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.VirtualIPResource;
import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.operator.observe.Recent;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.planning.Outcome;
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
    private final Recent<VirtualIPResource> written;
    private final Supplier<@Nullable Outcome> plans;
    private final Writer writer;
    private final Teller teller;

    StatusWriter(
            StatusStore store,
            Recent<VirtualIPResource> written,
            Supplier<@Nullable Outcome> plans,
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
        void tell(VirtualIPResource virtualIP, List<Happening> happenings);
    }

    /** Writes the status; returns when to try again, zero: never. */
    Duration settle(VirtualIPResource cached) {
        VirtualIPResource current = written.newest(cached);
        String name = current.getMetadata().getName();
        Outcome outcome = plans.get();
        StatusChange change = outcome == null ? null : outcome.said().changes().get(name);
        if (outcome == null
                || change == null
                || change.status().equals(current.getStatus())
                || !madeFrom(outcome, current)) {
            return Duration.ZERO;
        }
        return writer.write(name, "status", () -> {
            written.wrote(store.apply(current, change.status()));
            teller.tell(current, change.happenings());
        });
    }

    /** What came about is relative to the status that the plan was made from: tell it once, when that status goes. */
    private static boolean madeFrom(Outcome outcome, VirtualIPResource current) {
        VirtualIPStatus now = Objects.requireNonNullElseGet(current.getStatus(), VirtualIPStatus::none);
        WantedVirtualIP seen = outcome.seenVirtualIP(current.getMetadata().getName());
        return seen != null
                && seen.uid().equals(current.getMetadata().getUid())
                && seen.status().equals(now);
    }
}
