package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.lab.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of an address for the API server is one that the agent takes, under the chart's restrictions. */
@RequiresHelm
class ControlPlaneIT {

    private static final Path EXAMPLE = Chart.DEPLOY.resolve("examples/control-plane");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Helm helm;

    ControlPlaneIT(Helm helm) {
        this.helm = helm;
    }

    @Test
    void agentAcceptsTheExampleFile() {
        List<String> command = List.of(
                Chart.REPOSITORY.resolve("agent/bin/virtualip-agent").toString(),
                "check",
                "--config",
                EXAMPLE.resolve("vrrprouter.yaml").toString());

        CommandResult.of(command, PATIENCE).orThrow();
    }

    @Test
    void staticPodHasTheRestrictionsOfTheChart() {
        JsonNode pod = Chart.document(Chart.read(EXAMPLE.resolve("virtualip-agent.yaml")))
                .path("spec");
        JsonNode ofChart =
                Chart.object(helm.objects(), "DaemonSet", "virtualip-agent").at("/spec/template/spec");

        assertThat(pod.at("/containers/0/image")).isEqualTo(ofChart.at("/containers/0/image"));
        assertThat(pod.path("securityContext")).isEqualTo(ofChart.path("securityContext"));
        assertThat(pod.at("/containers/0/securityContext/capabilities"))
                .isEqualTo(ofChart.at("/containers/0/securityContext/capabilities"));
        assertThat(pod.at("/containers/0/securityContext/readOnlyRootFilesystem")
                        .asBoolean())
                .isTrue();
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                .as("it asks no API")
                .isFalse();
    }
}
