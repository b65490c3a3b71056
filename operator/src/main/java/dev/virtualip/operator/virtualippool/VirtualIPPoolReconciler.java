package dev.virtualip.operator.virtualippool;

import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.writing.Again;
import dev.virtualip.operator.writing.Writer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Says of each pool what holds for it. */
final class VirtualIPPoolReconciler implements Reconciler<VirtualIPPool> {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("virtualip-operator")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Writer writer;
    private final InstantSource wall;
    private final PlanEventSource<VirtualIPPool> plans;

    VirtualIPPoolReconciler(
            KubernetesClient client, Writer writer, InstantSource wall, PlanEventSource<VirtualIPPool> plans) {
        this.client = client;
        this.writer = writer;
        this.wall = wall;
        this.plans = plans;
    }

    @Override
    public List<EventSource<?, VirtualIPPool>> prepareEventSources(EventSourceContext<VirtualIPPool> context) {
        return List.of(plans);
    }

    @Override
    public UpdateControl<VirtualIPPool> reconcile(VirtualIPPool pool, Context<VirtualIPPool> context) {
        if (pool.getSpec() == null) {
            return UpdateControl.noUpdate();
        }
        long generation = Objects.requireNonNullElse(pool.getMetadata().getGeneration(), 0L);
        VirtualIPPoolStatus wanted = PoolStatuses.next(
                pool.getSpec(), generation, pool.getStatus(), wall.instant().truncatedTo(ChronoUnit.SECONDS));
        if (wanted.equals(pool.getStatus())) {
            return UpdateControl.noUpdate();
        }
        return Again.in(writer.write(pool.getMetadata().getName(), "status", () -> apply(pool, wanted)));
    }

    private void apply(VirtualIPPool current, VirtualIPPoolStatus status) {
        VirtualIPPool pool = new VirtualIPPool();
        pool.setMetadata(new ObjectMetaBuilder()
                .withName(current.getMetadata().getName())
                .withUid(current.getMetadata().getUid())
                .build());
        pool.setStatus(status);
        client.resource(pool).subresource("status").patch(APPLY);
    }
}
