package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.lab.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prometheus itself reads the alert rules, and raises them when it should. */
class PromtoolIT {

    private static final String PROMTOOL = System.getenv().getOrDefault("PROMTOOL", "promtool");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void alertRulesAreValid() {
        assertThat(promtool(
                        "check",
                        "rules",
                        Chart.FOLDER.resolve("files/alerts.yaml").toString()))
                .contains("SUCCESS");
    }

    @Test
    void alertRulesFire() {
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
                CommandResult.of(List.of(PROMTOOL, "--version"), PATIENCE).exit() == 0;
        Prerequisite.require(there, "needs promtool (apt-get install prometheus)");
        List<String> command = new ArrayList<>(List.of(PROMTOOL));
        command.addAll(List.of(arguments));
        return CommandResult.of(command, PATIENCE).orThrow();
    }
}
