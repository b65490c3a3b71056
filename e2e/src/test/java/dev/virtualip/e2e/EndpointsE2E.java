package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** HTTP endpoints of a running agent. */
@SideBySide
@RequiresLab
class EndpointsE2E {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void endpointsAnswerAndAgree() throws IOException {
        try (RouterPair pair = RouterPair.ours("EndpointsE2E", RouterSetup.of("192.0.2.100/24"))) {
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
            Wait.until("the metric follows", RouterPair.PATIENCE, () -> gauge(b) == 2);
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
