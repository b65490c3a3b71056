package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.status.VirtualIPEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the status of each VirtualIPPool, and sends Events about problems of its ranges. */
final class VirtualIPPoolReconciler implements Reconciler<VirtualIPPool> {
    private final KubernetesClient client;
    private final FencedWriter writer;
    private final Supplier<@Nullable PlanResult> plans;
    private final InstantSource clock;
    private final PlanEventSource<VirtualIPPool> planEvents;
    private final BiConsumer<VirtualIPPool, VirtualIPEvent> events;

    /**
     * Creates the reconciler.
     *
     * @param plans the newest plan; null: there is none
     * @param events receives the Events about a pool
     */
    VirtualIPPoolReconciler(
            KubernetesClient client,
            FencedWriter writer,
            Supplier<@Nullable PlanResult> plans,
            InstantSource clock,
            PlanEventSource<VirtualIPPool> planEvents,
            BiConsumer<VirtualIPPool, VirtualIPEvent> events) {
        this.client = client;
        this.writer = writer;
        this.plans = plans;
        this.clock = clock;
        this.planEvents = planEvents;
        this.events = events;
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
        return writer.write(pool.getMetadata().getName(), "status", () -> {
            StatusApply.apply(client, new VirtualIPPool(), pool, wanted);
            report(pool, wanted);
        });
    }

    /** Sends an Event for each problem of the ranges, and for each foreign address, that is new in the status. */
    private void report(VirtualIPPool pool, VirtualIPPoolStatus wanted) {
        for (Condition problem : PoolStatus.newProblems(pool.getStatus(), wanted)) {
            events.accept(
                    pool,
                    new VirtualIPEvent(
                            problem.type(),
                            VirtualIPEvent.Type.WARNING,
                            problem.reason(),
                            "Watch",
                            problem.message(),
                            null));
        }
        Set<String> known = new HashSet<>();
        if (pool.getStatus() != null) {
            pool.getStatus().foreign().forEach(before -> known.add(before.address()));
        }
        for (ForeignAddress found : wanted.foreign()) {
            if (!known.contains(found.address())) {
                String message =
                        "Another host answers for %s, which is not allocated for now: take it off that host, or take"
                                        .formatted(PoolStatus.described(found))
                                + " it out of spec.ranges";
                String reason = ConditionReason.FOREIGN_ADDRESS.text();
                events.accept(
                        pool,
                        new VirtualIPEvent(
                                reason + " " + found.address(),
                                VirtualIPEvent.Type.WARNING,
                                reason,
                                "Watch",
                                message,
                                found.node()));
            }
        }
    }
}
