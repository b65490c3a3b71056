package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prometheus itself reads the alert rules, and raises them when it should. */
class PromtoolIT {

    private static final String PROMTOOL = System.getenv().getOrDefault("PROMTOOL", "promtool");
    private static final long PATIENCE_SECONDS = 60;

    @Test
    void theRulesAreValid() {
        assertThat(promtool(
                        "check",
                        "rules",
                        Chart.FOLDER.resolve("files/alerts.yaml").toString()))
                .contains("SUCCESS");
    }

    @Test
    void theRulesFireWhenTheyShould() {
        assertThat(promtool(
                        "test",
                        "rules",
                        Chart.DEPLOY
                                .resolve("src/test/resources/alerts-test.yaml")
                                .toString()))
                .contains("SUCCESS");
    }

    private static String promtool(String... arguments) {
        boolean there =
                Helm.call(List.of(PROMTOOL, "--version"), PATIENCE_SECONDS).status() == 0;
        assumeTrue(there || "true".equals(System.getenv("CI")), "needs promtool (apt-get install prometheus)");
        List<String> command = new ArrayList<>(List.of(PROMTOOL));
        command.addAll(List.of(arguments));
        return Helm.call(command, PATIENCE_SECONDS).orThrow();
    }
}
