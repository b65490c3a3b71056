package dev.virtualip.operator.virtualip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.PlanResults;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.status.Happening;
import dev.virtualip.operator.writing.WriteCounts;
import dev.virtualip.operator.writing.Writer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A status is written when it differs, and what happened is told once, after the status says so. */
class StatusWriterTest {
    private static final Happening MOVED =
            new Happening("move", Happening.Type.NORMAL, "Moved", "TakeOver", "from a to b", null);

    private final List<String> log = new ArrayList<>();
    private @Nullable KubernetesClientException failure;
    private @Nullable PlanResult plan;
    private boolean leading = true;
    private final StatusWriter writer = new StatusWriter(
            this::apply,
            new RecentWrites<>(),
            () -> plan,
            new Writer("VirtualIP", () -> leading, new WriteCounts()),
            (virtualIP, happenings) -> happenings.forEach(happening -> log.add("tell " + happening.reason())));

    private VirtualIP apply(VirtualIP current, VirtualIPStatus status) {
        log.add("status " + status.activeNode() + " on " + current.getMetadata().getResourceVersion());
        if (failure != null) {
            throw failure;
        }
        VirtualIP applied = virtualIP(status);
        applied.getMetadata().setResourceVersion("8");
        return applied;
    }

    @Test
    void whatDiffersIsWrittenAndThenTold() {
        plan = plan(status("a"), status("b"));

        assertThat(writer.settle(virtualIP(status("a")))).isZero();

        assertThat(log).containsExactly("status b on 7", "tell Moved");
    }

    @Test
    void aFirstStatusIsWritten() {
        plan = plan(VirtualIPStatus.none(), status("b"));

        writer.settle(virtualIP(null));

        assertThat(log).startsWith("status b on 7");
    }

    @Test
    void whatIsSaidAlreadyIsNotWritten() {
        plan = plan(status("b"), status("b"));

        assertThat(writer.settle(virtualIP(status("b")))).isZero();

        assertThat(log).isEmpty();
    }

    @Test
    void theSamePlanTellsNothingTwice() {
        plan = plan(status("a"), status("b"));
        VirtualIP stale = virtualIP(status("a"));
        writer.settle(stale);
        writer.settle(stale);

        assertThat(log).hasSize(2);
    }

    @Test
    void aPlanThatWasMadeFromAnotherStatusDoesNotCount() {
        plan = plan(status("a"), status("b"));

        assertThat(writer.settle(virtualIP(status("c")))).isZero();

        assertThat(log).isEmpty();
    }

    @Test
    void whatCouldNotBeWrittenIsNotToldAndTriedAgain() {
        plan = plan(status("a"), status("b"));
        failure = new KubernetesClientException("it changed", 409, null);

        assertThat(writer.settle(virtualIP(status("a")))).isPositive();

        assertThat(log).containsExactly("status b on 7");
    }

    @Test
    void whoDoesNotLeadNeitherWritesNorTells() {
        plan = plan(status("a"), status("b"));
        leading = false;

        writer.settle(virtualIP(status("a")));

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
                1L, List.of(), null, activeNode, null, null, List.of(), null, null, List.of(), null, null);
    }

    private static VirtualIPSpec spec() {
        return new VirtualIPSpec(
                List.of("192.0.2.10"),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of());
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
