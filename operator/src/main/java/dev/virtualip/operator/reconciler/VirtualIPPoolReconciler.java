package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.operator.planloop.PlanEventSource;
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

/** Writes the status of each VirtualIPPool. */
final class VirtualIPPoolReconciler implements Reconciler<VirtualIPPool> {
    private final KubernetesClient client;
    private final FencedWriter writer;
    private final InstantSource clock;
    private final PlanEventSource<VirtualIPPool> planEvents;

    VirtualIPPoolReconciler(
            KubernetesClient client,
            FencedWriter writer,
            InstantSource clock,
            PlanEventSource<VirtualIPPool> planEvents) {
        this.client = client;
        this.writer = writer;
        this.clock = clock;
        this.planEvents = planEvents;
    }

    @Override
    public List<EventSource<?, VirtualIPPool>> prepareEventSources(EventSourceContext<VirtualIPPool> context) {
        return List.of(planEvents);
    }

    @Override
    public UpdateControl<VirtualIPPool> reconcile(VirtualIPPool pool, Context<VirtualIPPool> context) {
        if (pool.getSpec() == null) {
            return UpdateControl.noUpdate();
        }
        long generation = Objects.requireNonNullElse(pool.getMetadata().getGeneration(), 0L);
        VirtualIPPoolStatus wanted = PoolStatus.next(
                pool.getSpec(), generation, pool.getStatus(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (wanted.equals(pool.getStatus())) {
            return UpdateControl.noUpdate();
        }
        return writer.write(
                pool.getMetadata().getName(),
                "status",
                () -> StatusApply.apply(client, new VirtualIPPool(), pool, wanted));
    }
}
