package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the status of each VirtualIPPool. */
final class VirtualIPPoolReconciler implements Reconciler<VirtualIPPool> {
    private final KubernetesClient client;
    private final FencedWriter writer;
    private final Supplier<@Nullable PlanResult> plans;
    private final InstantSource clock;
    private final PlanEventSource<VirtualIPPool> planEvents;

    /**
     * Creates the reconciler.
     *
     * @param plans the newest plan; null: there is none
     */
    VirtualIPPoolReconciler(
            KubernetesClient client,
            FencedWriter writer,
            Supplier<@Nullable PlanResult> plans,
            InstantSource clock,
            PlanEventSource<VirtualIPPool> planEvents) {
        this.client = client;
        this.writer = writer;
        this.plans = plans;
        this.clock = clock;
        this.planEvents = planEvents;
    }

    @Override
    public List<EventSource<?, VirtualIPPool>> prepareEventSources(EventSourceContext<VirtualIPPool> context) {
        return List.of(planEvents);
    }

    @Override
    public UpdateControl<VirtualIPPool> reconcile(VirtualIPPool pool, Context<VirtualIPPool> context) {
        PlanResult plan = plans.get();
        PoolUsage usage =
                plan == null ? null : plan.plan().pools().get(pool.getMetadata().getName());
        if (usage == null) {
            return UpdateControl.noUpdate();
        }
        long generation = Objects.requireNonNullElse(pool.getMetadata().getGeneration(), 0L);
        VirtualIPPoolStatus wanted = PoolStatus.next(
                usage, generation, pool.getStatus(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (wanted.equals(pool.getStatus())) {
            return UpdateControl.noUpdate();
        }
        return writer.write(
                pool.getMetadata().getName(),
                "status",
                () -> StatusApply.apply(client, new VirtualIPPool(), pool, wanted));
    }
}
