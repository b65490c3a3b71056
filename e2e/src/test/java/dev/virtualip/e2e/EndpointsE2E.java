package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Pause;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What an agent tells about itself while it runs. */
@SideBySide
@RequiresLab
class EndpointsE2E {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void metricsHealthReadinessAndStateAnswerAndAgree() throws IOException {
        try (Pair pair = Pair.ours("EndpointsE2E", RouterSetup.of("192.0.2.100/24"))) {
            AgentProcess a = pair.agentA();
            AgentProcess b = pair.agentB();
            assertThat(a.get("/healthz")).isPresent();
            assertThat(a.get("/readyz")).isPresent();
            assertThat(a.get("/nothing")).isEmpty();
            assertThat(gauge(a)).as("2 is Active").isEqualTo(2);
            assertThat(gauge(b)).as("1 is Backup").isEqualTo(1);

            JsonNode router = b.router("vr55").orElseThrow();
            assertThat(router.path("state").asText()).isEqualTo("Backup");
            assertThat(router.path("activeRouter").asText())
                    .isEqualTo(pair.hostA().inet().getHostAddress());
            assertThat(router.path("virtualRouterID").asInt()).isEqualTo(55);

            pair.hostA().pullCable();
            pair.awaitOnly(pair.b());
            Pause.until("the metric follows", Pair.PATIENCE, () -> gauge(b) == 2);
            assertThat(b.get("/metrics").orElseThrow())
                    .containsPattern("virtualip_transitions_total\\{[^}]*reason=\"PeerTimeout\"");
            assertThat(b.log()).as("one line an engineer understands").containsPattern("Backup.*Active");
            for (String line : b.journal()) {
                assertThat(JSON.readTree(line).isObject()).as(line).isTrue();
            }
            assertThat(b.journal()).anyMatch(line -> line.contains("PeerTimeout"));
        }
    }

    private static double gauge(AgentProcess agent) {
        return agent.get("/metrics")
                .orElseThrow()
                .lines()
                .filter(line -> line.startsWith("virtualip_state{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
