package dev.virtualip.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.api.FakeApiServer;
import dev.virtualip.operator.metrics.WriteCounts;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.PlanResults;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.status.VirtualIPEvent;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A status is written when it differs, and its events are published once, after the write. */
class VirtualIPReconcilerTest {
    private static final VirtualIPEvent MOVED =
            new VirtualIPEvent("move", VirtualIPEvent.Type.NORMAL, "Moved", "TakeOver", "from a to b", null);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int refusal;
    private @Nullable PlanResult plan;
    private boolean leading = true;
    private final FakeApiServer server = FakeApiServer.start(this::answer);
    private final VirtualIPReconciler reconciler = new VirtualIPReconciler(
            server.client(),
            new RecentWrites<>(),
            () -> plan,
            new FencedWriter("VirtualIP", () -> leading, new WriteCounts()),
            (virtualIP, change) -> change.events().forEach(event -> log.add("event " + event.reason())),
            new PlanEventSource<>((a, b) -> true, requests::incrementAndGet));

    private Object answer(FakeApiServer.Request request) {
        log.add("%s %s: %s of %s%s"
                .formatted(
                        request.method(),
                        request.path(),
                        request.field("/status/activeNode"),
                        request.field("/metadata/uid"),
                        request.field("/metadata/resourceVersion")));
        if (refusal != 0) {
            throw new FakeApiServer.RefusedException(refusal);
        }
        VirtualIP applied = virtualIP(request.as(VirtualIP.class).getStatus());
        applied.getMetadata().setResourceVersion("8");
        return applied;
    }

    private static String patch(String activeNode) {
        return "PATCH /apis/virtualip.dev/v1alpha1/virtualips/web/status: " + activeNode + " of uid";
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private UpdateControl<VirtualIP> reconcile(VirtualIP virtualIP) {
        return reconciler.reconcile(virtualIP);
    }

    @Test
    void differingStatusIsWrittenBeforeItsEventsWithTheUidAndNoResourceVersion() {
        plan = plan(status("a"), status("b"));

        assertThat(reconcile(virtualIP(status("a"))).getScheduleDelay()).isEmpty();

        assertThat(log).containsExactly(patch("b"), "event Moved");
    }

    @Test
    void firstStatusIsWritten() {
        plan = plan(VirtualIPStatus.none(), status("b"));

        reconcile(virtualIP(null));

        assertThat(log).startsWith(patch("b"));
    }

    @Test
    void equalStatusIsNotWritten() {
        plan = plan(status("b"), status("b"));

        assertThat(reconcile(virtualIP(status("b"))).getScheduleDelay()).isEmpty();

        assertThat(log).isEmpty();
    }

    @Test
    void samePlanPublishesEventsOnce() {
        plan = plan(status("a"), status("b"));
        VirtualIP stale = virtualIP(status("a"));
        reconcile(stale);
        reconcile(stale);

        assertThat(log).hasSize(2);
    }

    @Test
    void planFromAnotherStatusIsIgnored() {
        plan = plan(status("a"), status("b"));

        assertThat(reconcile(virtualIP(status("c"))).getScheduleDelay()).isEmpty();

        assertThat(log).isEmpty();
    }

    @Test
    void planFromAnotherStatusRequestsAnotherPlan() {
        plan = plan(status("a"), status("b"));

        reconcile(virtualIP(status("c")));
        assertThat(requests).hasValue(1);

        reconcile(virtualIP(status("a")));
        assertThat(requests).hasValue(1);
    }

    @Test
    void failedWriteIsRetriedAndPublishesNoEvents() {
        plan = plan(status("a"), status("b"));
        refusal = 409;

        assertThat(reconcile(virtualIP(status("a"))).getScheduleDelay())
                .hasValueSatisfying(delay -> assertThat(delay).isPositive());

        assertThat(log).containsExactly(patch("b"));
    }

    @Test
    void standbyNeitherWritesNorPublishes() {
        plan = plan(status("a"), status("b"));
        leading = false;

        reconcile(virtualIP(status("a")));

        assertThat(log).isEmpty();
    }

    private static PlanResult plan(VirtualIPStatus before, VirtualIPStatus after) {
        return new PlanResults()
                .seen(new WantedVirtualIP("web", "uid", 1, Instant.EPOCH, Map.of(), spec(), before))
                .said("web", after, MOVED)
                .make();
    }

    private static VirtualIPStatus status(String activeNode) {
        return new VirtualIPStatus(
                1L,
                List.of(),
                null,
                activeNode,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    private static VirtualIPSpec spec() {
        return Serialization.unmarshal("addresses: [192.0.2.10]", VirtualIPSpec.class);
    }

    private static VirtualIP virtualIP(@Nullable VirtualIPStatus status) {
        VirtualIP virtualIP = new VirtualIP();
        virtualIP.setMetadata(new ObjectMetaBuilder()
                .withName("web")
                .withUid("uid")
                .withGeneration(1L)
                .withResourceVersion("7")
                .build());
        virtualIP.setSpec(spec());
        virtualIP.setStatus(status);
        return virtualIP;
    }
}
