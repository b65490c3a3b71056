package dev.virtualip.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.operator.api.FakeApiServer;
import dev.virtualip.operator.metrics.WriteCounts;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.PlanResults;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.snapshot.ServiceObject;
import dev.virtualip.operator.snapshot.ServiceReader;
import dev.virtualip.operator.status.VirtualIPEvent;
import dev.virtualip.operator.status.service.ServiceChange;
import dev.virtualip.operator.status.service.ServiceChange.FinalizerStep;
import dev.virtualip.operator.status.service.ServiceChange.Phase;
import dev.virtualip.operator.status.service.ServiceChange.StatusPatch;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The writes into a Service come in order, the first that fails ends them, and Events follow what was written. */
class ServiceReconcilerTest {
    private static final String SERVICE = "PATCH /api/v1/namespaces/shop/services/web";
    private static final String STATUS = SERVICE + "/status";
    private static final VirtualIPEvent ASSIGNED =
            new VirtualIPEvent("address", VirtualIPEvent.Type.NORMAL, "Assigned", "Assign", "192.0.2.10", null);
    private static final StatusPatch ADDRESS = new StatusPatch(List.of("192.0.2.10"), condition("Assigned"));

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Instant> assigned = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final WriteCounts counts = new WriteCounts();
    private @Nullable PlanResult plan;
    private String refusedPath = "";
    private int refusal;
    private boolean leading = true;
    private final FakeApiServer server = FakeApiServer.start(this::answer);
    private final ServiceReconciler reconciler = new ServiceReconciler(
            server.client(),
            new RecentWrites<>(),
            () -> plan,
            new FencedWriter("Service", () -> leading, counts),
            new FencedWriter("VirtualIP", () -> leading, counts),
            (service, events) -> events.forEach(event -> log.add("event " + event.reason())),
            assigned::add,
            new PlanEventSource<>((a, b) -> true, requests::incrementAndGet));

    private Object answer(FakeApiServer.Request request) {
        String what = request.method() + " " + request.path();
        log.add(what + " " + request.field("/metadata/uid"));
        if (refusal != 0 && what.equals(refusedPath)) {
            throw new FakeApiServer.RefusedException(refusal);
        }
        return Serialization.unmarshal(text("[virtualip.dev/load-balancer]"), Map.class);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void newServiceGetsTheFinalizerBeforeItsAddressAndTheEventAfterBoth() {
        plan = planned(FinalizerStep.ADD, ADDRESS);

        assertThat(reconcile().getScheduleDelay()).isEmpty();

        assertThat(log).containsExactly(SERVICE + " uid", STATUS + " uid", "event Assigned");
        assertThat(assigned).containsExactly(Instant.EPOCH);
    }

    @Test
    void releasedServiceLosesItsAddressBeforeTheFinalizer() {
        plan = planned(FinalizerStep.REMOVE, new StatusPatch(List.of(), null));

        assertThat(reconcile().getScheduleDelay()).isEmpty();

        assertThat(log).containsExactly(STATUS + " uid", SERVICE + " uid", "event Assigned");
    }

    @Test
    void conflictIsRetriedWithoutAnEvent() {
        plan = planned(FinalizerStep.KEEP, ADDRESS);
        refuse(STATUS, 409);

        assertThat(reconcile().getScheduleDelay())
                .hasValueSatisfying(delay -> assertThat(delay).isPositive());

        assertThat(log).containsExactly(STATUS + " uid");
        assertThat(assigned).isEmpty();
    }

    @Test
    void refusedFinalizerKeepsTheAddressFromBeingWritten() {
        plan = planned(FinalizerStep.ADD, ADDRESS);
        refuse(SERVICE, 403);

        assertThat(reconcile().getScheduleDelay())
                .hasValueSatisfying(delay -> assertThat(delay).isPositive());

        assertThat(log).containsExactly(SERVICE + " uid");
        assertThat(counts.all().keySet()).extracting(WriteCounts.Key::verb).containsExactly("patch");
    }

    @Test
    void vanishedServiceEndsWithoutAnEvent() {
        plan = planned(FinalizerStep.KEEP, ADDRESS);
        refuse(STATUS, 404);

        reconcile();

        assertThat(log).containsExactly(STATUS + " uid");
        assertThat(assigned).isEmpty();
    }

    @Test
    void silentApiServerIsAskedAgainLater() {
        plan = planned(FinalizerStep.KEEP, ADDRESS);
        server.close();

        assertThat(reconcile().getScheduleDelay())
                .hasValueSatisfying(delay -> assertThat(delay).isPositive());

        assertThat(log).isEmpty();
    }

    @Test
    void standbyNeitherWritesNorPublishes() {
        plan = planned(FinalizerStep.ADD, ADDRESS);
        leading = false;

        reconcile();

        assertThat(log).isEmpty();
    }

    @Test
    void planFromAnotherStateRequestsAnotherPlan() {
        plan = planned(FinalizerStep.KEEP, ADDRESS);

        reconciler.reconcile(service("[example.org/other]"));

        assertThat(log).isEmpty();
        assertThat(requests).hasValue(1);
    }

    private void refuse(String what, int code) {
        refusedPath = what;
        refusal = code;
    }

    private UpdateControl<ServiceObject> reconcile() {
        return reconciler.reconcile(service("[]"));
    }

    private static PlanResult planned(FinalizerStep finalizer, StatusPatch patch) {
        ServiceObject service = service("[]");
        WantedService seen = new WantedService(
                "shop",
                "web",
                "uid",
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of(),
                false,
                List.of(),
                true,
                WantedService.CLASS,
                null,
                List.of(),
                "SingleStack",
                List.of(),
                Map.of(),
                false,
                0,
                Set.of(),
                List.of());
        return PlanResults.ofService(
                seen,
                ServiceReader.state(service),
                new ServiceChange(Phase.ASSIGNED, finalizer, patch, List.of(ASSIGNED), null));
    }

    private static Condition condition(String reason) {
        return new Condition("virtualip.dev/Ready", "True", reason, "one node answers", Instant.EPOCH.toString(), 1L);
    }

    private static ServiceObject service(String finalizers) {
        return Serialization.unmarshal(text(finalizers), ServiceObject.class);
    }

    private static String text(String finalizers) {
        return """
            apiVersion: v1
            kind: Service
            metadata:
              {name: web, namespace: shop, uid: uid, resourceVersion: "7", creationTimestamp: "1970-01-01T00:00:00Z",
               finalizers: %s}
            spec: {type: LoadBalancer, loadBalancerClass: virtualip.dev/vrrp, ports: [{port: 80}]}
            """.formatted(finalizers);
    }
}
