package dev.virtualip.operator.reconciler;

import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.snapshot.ServiceObject;
import dev.virtualip.operator.snapshot.ServiceReader;
import dev.virtualip.operator.status.VirtualIPEvent;
import dev.virtualip.operator.status.service.ServiceChange;
import dev.virtualip.operator.status.service.ServiceChange.FinalizerStep;
import dev.virtualip.operator.status.service.ServiceChange.StatusPatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a Service what the newest plan gives it, in this order: the finalizer is added before the Service gets
 * anything, its VirtualIP is created, the status is written, and the finalizer is removed at the end.
 *
 * <p>The finalizer is not the one of the Java Operator SDK, which would put it on every Service.
 */
final class ServiceReconciler implements Reconciler<ServiceObject> {
    private final ServiceClient services;
    private final OwnedVirtualIPClient virtualIPs;
    private final RecentWrites<ServiceObject> written;
    private final Supplier<@Nullable PlanResult> plans;
    private final FencedWriter writer;
    private final FencedWriter virtualIPWriter;
    private final BiConsumer<WantedService, List<VirtualIPEvent>> publisher;
    private final Consumer<Instant> assigned;
    private final PlanEventSource<ServiceObject> planEvents;

    /**
     * Creates the reconciler.
     *
     * @param written the objects as this operator wrote them last
     * @param plans the newest plan; null: there is none
     * @param writer writes Services
     * @param virtualIPWriter writes VirtualIPs
     * @param publisher publishes the events of a Service; neither blocks nor throws
     * @param assigned is told when a Service was created that has just got its first address
     * @param planEvents triggers a reconciliation after a plan
     */
    ServiceReconciler(
            KubernetesClient client,
            RecentWrites<ServiceObject> written,
            Supplier<@Nullable PlanResult> plans,
            FencedWriter writer,
            FencedWriter virtualIPWriter,
            BiConsumer<WantedService, List<VirtualIPEvent>> publisher,
            Consumer<Instant> assigned,
            PlanEventSource<ServiceObject> planEvents) {
        this.services = new ServiceClient(client);
        this.virtualIPs = new OwnedVirtualIPClient(client);
        this.written = written;
        this.plans = plans;
        this.writer = writer;
        this.virtualIPWriter = virtualIPWriter;
        this.publisher = publisher;
        this.assigned = assigned;
        this.planEvents = planEvents;
    }

    @Override
    public List<EventSource<?, ServiceObject>> prepareEventSources(EventSourceContext<ServiceObject> context) {
        return List.of(planEvents);
    }

    @Override
    public UpdateControl<ServiceObject> reconcile(ServiceObject cached, Context<ServiceObject> context) {
        if (context.isPrimaryResourceDeleted()) {
            written.deleted(Cache.metaNamespaceKeyFunc(cached));
            return UpdateControl.noUpdate();
        }
        return reconcile(cached);
    }

    /** Reconciles without a context, which is not needed. */
    UpdateControl<ServiceObject> reconcile(ServiceObject cached) {
        ServiceObject current = written.newest(cached);
        String key = Cache.metaNamespaceKeyFunc(current);
        PlanResult result = plans.get();
        WantedService seen =
                result == null ? null : result.serviceUpdates().seen().get(key);
        ServiceChange change = result == null ? null : result.serviceUpdates().change(key);
        if (result == null || seen == null || change == null || !result.isDiffering(key)) {
            return UpdateControl.noUpdate();
        }
        if (!isPlannedFrom(result, seen, current)) {
            planEvents.requestPlan();
            return UpdateControl.noUpdate();
        }
        return new Steps(current, key).run(result, seen, change);
    }

    /** Whether the plan saw this state: the events are the difference to it, so they are sent once. */
    private static boolean isPlannedFrom(PlanResult result, WantedService seen, ServiceObject current) {
        return seen.uid().equals(current.getMetadata().getUid())
                && result.snapshot().service(seen.key()).equals(ServiceReader.state(current))
                && seen.finalizers().equals(current.getMetadata().getFinalizers());
    }

    /** The writes of one reconciliation; the first that fails ends it. */
    private final class Steps {
        private final String key;
        private ServiceObject current;

        private Steps(ServiceObject current, String key) {
            this.current = current;
            this.key = key;
        }

        private UpdateControl<ServiceObject> run(PlanResult result, WantedService seen, ServiceChange change) {
            UpdateControl<ServiceObject> answer = UpdateControl.noUpdate();
            if (change.finalizer() == FinalizerStep.ADD) {
                answer = write("patch", () -> wrote(services.addFinalizer(current)));
            }
            for (String missing : result.missingVirtualIPs().getOrDefault(key, List.of())) {
                if (isDone(answer)) {
                    answer = create(result, missing);
                }
            }
            StatusPatch status = change.status();
            if (status != null && isDone(answer)) {
                boolean first = seen.ingress().isEmpty() && status.ingress() != null;
                answer = write("status", () -> {
                    wrote(services.patchStatus(current, status));
                    if (first) {
                        assigned.accept(seen.createdAt());
                    }
                    if (change.finalizer() != FinalizerStep.REMOVE) {
                        publisher.accept(seen, change.events());
                    }
                });
            }
            if (change.finalizer() == FinalizerStep.REMOVE && isDone(answer)) {
                answer = write("patch", () -> {
                    services.removeFinalizer(current);
                    publisher.accept(seen, change.events());
                });
            }
            return answer;
        }

        private UpdateControl<ServiceObject> create(PlanResult result, String name) {
            OwnedVirtualIP wanted = result.plan().services().virtualIPs().get(name);
            return wanted == null
                    ? UpdateControl.noUpdate()
                    : virtualIPWriter.write(name, "create", () -> virtualIPs.create(name, wanted));
        }

        private UpdateControl<ServiceObject> write(String verb, FencedWriter.Request request) {
            return writer.write(key, verb, request);
        }

        private void wrote(ServiceObject now) {
            current = now;
            written.wrote(now);
        }

        private static boolean isDone(UpdateControl<ServiceObject> answer) {
            return answer.getScheduleDelay().isEmpty();
        }
    }
}
