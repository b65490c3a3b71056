package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others left out keeps nobody from speaking. */
class SoundTest {
    private final Scene scene = Scene.of("node-a", "node-b").running();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}, {}]}",
                "{\"virtualRouters\": [{}], \"lastMove\": {}}",
                "{\"virtualRouters\": [{\"name\": \"ingress-ipv4\", \"nodes\": [{}, {\"name\": \"node-a\"}]}]}",
                "{\"lastMove\": {\"to\": \"node-b\"}, \"moves\": 3}"
            })
    void aStatusWithGapsIsFilled(String json) {
        scene.status = Serialization.unmarshal(json, VirtualIPStatus.class);

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(said.change().status().lastMove()).isNotNull();
        assertThat(scene.look().happenings()).isEmpty();
    }

    @Test
    void aReportWithoutAStateIsNone() {
        assertThat(Sound.report(report("{\"name\": \"ingress-ipv4\"}"))).isNull();
    }

    @Test
    void aReportWithGapsIsFilled() {
        VirtualRouterStatus sound =
                Sound.report(report("{\"state\": \"Active\", \"conditions\": [{\"type\": \"X\"}]}"));

        assertThat(sound).isNotNull().satisfies(report -> {
            assertThat(report.since()).isEmpty();
            assertThat(report.reason()).isEmpty();
            assertThat(report.conditions()).isEmpty();
        });
    }

    @Test
    void aReportWithoutGapsStaysAsItIs() {
        VirtualRouterStatus whole =
                report("{\"state\": \"Active\", \"since\": \"x\", \"reason\": \"y\", \"conditions\": ["
                        + "{\"type\": \"a\", \"status\": \"False\", \"reason\": \"b\", \"message\": \"c\"}]}");

        assertThat(Sound.report(whole)).isSameAs(whole);
        assertThat(whole.conditions()).extracting(Condition::reason).containsExactly("b");
    }

    private static VirtualRouterStatus report(String json) {
        return Serialization.unmarshal(json, VirtualRouterStatus.class);
    }
}
