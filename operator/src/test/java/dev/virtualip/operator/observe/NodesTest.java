package dev.virtualip.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.Taint;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a Node only what a plan looks at is kept, and only a change of that asks for a plan. */
class NodesTest {
    private static NodeBuilder node() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("a")
                .withUid("1")
                .addToLabels("rack", "x")
                .addToAnnotations("virtualip.dev/maintenance", "true")
                .addToAnnotations("csi.volume.kubernetes.io/nodeid", "long")
                .endMetadata()
                .withNewSpec()
                .addNewTaint()
                .withKey("k")
                .withEffect("NoExecute")
                .endTaint()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime("2026-11-25T10:00:00Z")
                .withLastHeartbeatTime("2026-11-25T11:00:00Z")
                .endCondition()
                .addNewCondition()
                .withType("DiskPressure")
                .withStatus("False")
                .endCondition()
                .addNewImage()
                .addToNames("registry.example/large")
                .endImage()
                .endStatus();
    }

    private static Node edited(Consumer<Node> edit) {
        Node node = node().build();
        edit.accept(node);
        return node;
    }

    @Test
    void whatAPlanLooksAtIsKept() {
        Node node = node().build();
        Nodes.trim(node);

        assertThat(Nodes.observed(node, true))
                .isEqualTo(new ObservedNode(
                        "a",
                        Map.of("rack", "x"),
                        Map.of("virtualip.dev/maintenance", "true"),
                        List.of(new Taint("k", "", "NoExecute")),
                        false,
                        false,
                        true,
                        Instant.parse("2026-11-25T10:00:00Z"),
                        true));
    }

    @Test
    void theRestIsDropped() {
        Node node = node().build();
        Nodes.trim(node);

        assertThat(node.getStatus().getImages()).isEmpty();
        assertThat(node.getStatus().getConditions()).hasSize(1);
    }

    @Test
    void heartbeatsAndImagesMakeNoDifference() {
        Node later = edited(node -> {
            node.getStatus().getConditions().getFirst().setLastHeartbeatTime("2026-11-25T12:00:00Z");
            node.getStatus().getImages().clear();
            node.getMetadata().setResourceVersion("99");
        });

        assertThat(Nodes.differ(trimmed(later), trimmed(node().build()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"label", "cordon", "ready", "taint", "deleting", "recreated", "annotation"})
    void whatAPlanLooksAtMakesADifference(String what) {
        Node changed = edited(node -> {
            switch (what) {
                case "label" -> node.getMetadata().getLabels().put("rack", "y");
                case "cordon" -> node.getSpec().setUnschedulable(true);
                case "ready" -> node.getStatus().getConditions().getFirst().setStatus("Unknown");
                case "taint" -> node.getSpec().setTaints(List.of());
                case "deleting" -> node.getMetadata().setDeletionTimestamp("2026-11-25T10:00:00Z");
                case "recreated" -> node.getMetadata().setUid("2");
                default -> node.getMetadata().getAnnotations().remove("virtualip.dev/maintenance");
            }
        });

        assertThat(Nodes.differ(trimmed(changed), trimmed(node().build()))).isTrue();
    }

    @Test
    void aNodeThatHasSaidNothingIsNotReady() {
        Node fresh =
                new NodeBuilder().withNewMetadata().withName("a").endMetadata().build();
        Nodes.trim(fresh);

        assertThat(Nodes.observed(fresh, null).ready()).isFalse();
        assertThat(Nodes.observed(fresh, null).readySince()).isNull();
    }

    private static Node trimmed(Node node) {
        Nodes.trim(node);
        return node;
    }
}
