package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses with missing fields do not stop the evaluation. */
class StatusSanitizerTest {
    private final StatusScene scene = StatusScene.of("node-a", "node-b").running();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}, {}]}",
                "{\"virtualRouters\": [{}], \"lastMove\": {}}",
                "{\"virtualRouters\": [{\"name\": \"ingress-ipv4\", \"nodes\": [{}, {\"name\": \"node-a\"}]}]}",
                "{\"lastMove\": {\"to\": \"node-b\"}, \"moves\": 3}"
            })
    void statusWithGapsIsFilled(String json) {
        scene.status = Serialization.unmarshal(json, VirtualIPStatus.class);

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(reader.change().status().lastMove()).isNotNull();
        assertThat(scene.evaluate().events()).isEmpty();
    }

    @Test
    void reportWithoutAStateIsIgnored() {
        assertThat(StatusSanitizer.report(report("{\"name\": \"ingress-ipv4\"}")))
                .isNull();
    }

    @Test
    void reportWithGapsIsFilled() {
        VirtualRouterStatus sound =
                StatusSanitizer.report(report("{\"state\": \"Active\", \"conditions\": [{\"type\": \"X\"}]}"));

        assertThat(sound).isNotNull().satisfies(report -> {
            assertThat(report.since()).isEmpty();
            assertThat(report.reason()).isEmpty();
            assertThat(report.conditions()).isEmpty();
        });
    }

    @Test
    void completeReportIsUnchanged() {
        VirtualRouterStatus whole =
                report("{\"state\": \"Active\", \"since\": \"x\", \"reason\": \"y\", \"conditions\": ["
                        + "{\"type\": \"a\", \"status\": \"False\", \"reason\": \"b\", \"message\": \"c\"}]}");

        assertThat(StatusSanitizer.report(whole)).isSameAs(whole);
        assertThat(whole.conditions()).extracting(Condition::reason).containsExactly("b");
    }

    private static VirtualRouterStatus report(String json) {
        return Serialization.unmarshal(json, VirtualRouterStatus.class);
    }
}
