package dev.virtualip.operator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.Taint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a Node only what a plan looks at is kept, and only a change of that asks for a plan. */
class NodeReaderTest {
    private static final String NODE = """
        apiVersion: v1
        kind: Node
        metadata:
          name: a
          uid: "1"
          labels: {rack: x}
          annotations: {virtualip.dev/maintenance: "true", csi.volume.kubernetes.io/nodeid: long}
        spec:
          podCIDR: 203.0.113.0/28
          taints: [{key: k, effect: NoExecute, timeAdded: "2026-11-25T09:00:00Z"}]
        status:
          capacity: {cpu: "2"}
          conditions:
          - {type: DiskPressure, status: "False", lastHeartbeatTime: "2026-11-25T11:00:00Z"}
          - {type: Ready, status: "True", lastTransitionTime: "2026-11-25T10:00:00Z"}
          images: [{names: [registry.example/large], sizeBytes: 1}]
        """;

    /** A Node as it is read and kept. */
    private static NodeObject node(String yaml) {
        NodeObject node = LenientJson.serialization().unmarshal(yaml, NodeObject.class);
        NodeReader.trim(node);
        return node;
    }

    private static NodeObject changed(String text, String other) {
        assertThat(NODE).contains(text);
        return node(NODE.replace(text, other));
    }

    @Test
    void fieldsThatAPlanUsesAreKept() {
        assertThat(NodeReader.observed(node(NODE), true, ""))
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
    void internalAddressIsKept() {
        String status = """
            metadata: {name: a}
            status:
              addresses:
              - {type: Hostname, address: a}
              - {type: InternalIP, address: 192.0.2.11}
              - {type: InternalIP, address: "2001:db8::11"}
            """;

        assertThat(NodeReader.observed(node(status), true, "").address()).isEqualTo("192.0.2.11");
        assertThat(NodeReader.observed(node("metadata: {name: a}"), true, "").address())
                .isEmpty();
    }

    @Test
    void restIsDropped() {
        assertThat(LenientJson.serialization().asJson(node(NODE)))
                .doesNotContain("registry.example", "cpu", "DiskPressure", "nodeid", "podCIDR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lastHeartbeatTime: \"2026-11-25T11:00:00Z\" | lastHeartbeatTime: \"2026-11-25T12:00:00Z\"",
                "registry.example/large | registry.example/other",
                "DiskPressure, status: \"False\" | DiskPressure, status: \"True\"",
                "nodeid: long | nodeid: longer",
                "cpu: \"2\" | cpu: \"4\""
            })
    void irrelevantFieldMakesNoDifference(String text, String other) {
        assertThat(NodeReader.differ(changed(text, other), node(NODE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rack: x | rack: y",
                "uid: \"1\" | uid: \"2\"",
                "maintenance: \"true\" | maintenance: \"false\"",
                "NoExecute | NoSchedule",
                "podCIDR: 203.0.113.0/28 | unschedulable: true",
                "Ready, status: \"True\" | Ready, status: Unknown",
                "lastTransitionTime: \"2026-11-25T10:00:00Z\" | lastTransitionTime: \"2026-11-25T10:30:00Z\"",
                "name: a | {name: a, deletionTimestamp: \"2026-11-25T10:30:00Z\"}"
            })
    void relevantFieldMakesADifference(String text, String other) {
        String changed = other.startsWith("{") ? "name: a\n  deletionTimestamp: \"2026-11-25T10:30:00Z\"" : other;

        assertThat(NodeReader.differ(changed(text, changed), node(NODE))).isTrue();
    }

    @Test
    void nodeThatHasSaidNothingIsNotReady() {
        ObservedNode fresh = NodeReader.observed(node("apiVersion: v1\nkind: Node\nmetadata: {name: a}"), null, "");

        assertThat(fresh.ready()).isFalse();
        assertThat(fresh.readySince()).isNull();
    }
}
