package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.status.StatusChange;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status that the newest plan gives a VirtualIP, and then publishes Events about what changed. Updates and
 * deletes those that the operator owns on behalf of Services.
 *
 * <p>The status is written here instead of being returned as {@code UpdateControl.patchStatus}: an Event may be sent
 * only after its status was stored, and the Java Operator SDK does not report that.
 */
final class VirtualIPReconciler implements Reconciler<VirtualIP> {
    private final KubernetesClient client;
    private final OwnedVirtualIPClient owned;
    private final RecentWrites<VirtualIP> written;
    private final Supplier<@Nullable PlanResult> plans;
    private final FencedWriter writer;
    private final BiConsumer<VirtualIP, StatusChange> publisher;
    private final PlanEventSource<VirtualIP> planEvents;

    /**
     * Creates the reconciler.
     *
     * @param written the objects as this operator wrote them last
     * @param plans the newest plan; null: there is none
     * @param publisher publishes what changed of a VirtualIP; neither blocks nor throws
     * @param planEvents triggers a reconciliation after a plan
     */
    VirtualIPReconciler(
            KubernetesClient client,
            RecentWrites<VirtualIP> written,
            Supplier<@Nullable PlanResult> plans,
            FencedWriter writer,
            BiConsumer<VirtualIP, StatusChange> publisher,
            PlanEventSource<VirtualIP> planEvents) {
        this.client = client;
        this.owned = new OwnedVirtualIPClient(client);
        this.written = written;
        this.plans = plans;
        this.writer = writer;
        this.publisher = publisher;
        this.planEvents = planEvents;
    }

    @Override
    public List<EventSource<?, VirtualIP>> prepareEventSources(EventSourceContext<VirtualIP> context) {
        return List.of(planEvents);
    }

    @Override
    public UpdateControl<VirtualIP> reconcile(VirtualIP cached, Context<VirtualIP> context) {
        return reconcile(cached);
    }

    /** Reconciles without a context, which is not needed. */
    UpdateControl<VirtualIP> reconcile(VirtualIP cached) {
        VirtualIP current = written.newest(cached);
        String name = current.getMetadata().getName();
        PlanResult result = plans.get();
        if (result != null && isSpecPlannedFrom(result, current)) {
            OwnedVirtualIP wanted = result.wantedOwned(name);
            if (result.isObsolete(name)) {
                return writer.write(name, "delete", () -> owned.delete(current));
            }
            if (wanted != null) {
                return writer.write(name, "patch", () -> written.wrote(owned.update(current, wanted)));
            }
        }
        StatusChange change =
                result == null ? null : result.statusUpdates().changes().get(name);
        if (result == null || change == null || change.status().equals(current.getStatus())) {
            return UpdateControl.noUpdate();
        }
        if (!isPlannedFrom(result, current)) {
            planEvents.requestPlan();
            return UpdateControl.noUpdate();
        }
        return writer.write(name, "status", () -> {
            written.wrote(StatusApply.apply(client, new VirtualIP(), current, change.status()));
            publisher.accept(current, change);
        });
    }

    /** Whether the plan saw this spec of a VirtualIP that is not being deleted. */
    private static boolean isSpecPlannedFrom(PlanResult result, VirtualIP current) {
        WantedVirtualIP seen = result.seenVirtualIP(current.getMetadata().getName());
        return seen != null
                && !current.isMarkedForDeletion()
                && seen.uid().equals(current.getMetadata().getUid())
                && seen.generation()
                        == Objects.requireNonNullElse(current.getMetadata().getGeneration(), 0L);
    }

    /** Whether the plan saw this status: its events are the difference to that status, so they are sent once. */
    private static boolean isPlannedFrom(PlanResult result, VirtualIP current) {
        VirtualIPStatus now = Objects.requireNonNullElseGet(current.getStatus(), VirtualIPStatus::none);
        WantedVirtualIP seen = result.seenVirtualIP(current.getMetadata().getName());
        return seen != null
                && seen.uid().equals(current.getMetadata().getUid())
                && seen.status().equals(now);
    }
}
