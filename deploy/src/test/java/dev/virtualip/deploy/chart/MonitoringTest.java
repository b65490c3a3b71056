package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alert rules and dashboard name metrics that there are. */
class MonitoringTest {

    private static final Pattern METRIC = Pattern.compile("\\bvirtualip_[a-z_]+");
    private static final Pattern SUFFIX = Pattern.compile("_(total|bucket|sum|count|info)$");

    private static final List<String> PROMISED_ALERTS = List.of(
            "VirtualIPNoActive",
            "VirtualIPMultipleActive",
            "VirtualIPFlapping",
            "VirtualIPNoBackup",
            "VirtualIPHealthCheckFailed",
            "VirtualIPNoHealthyNode",
            "VirtualIPNotificationsFail",
            "VirtualIPConflict",
            "VirtualIPAgentDown",
            "VirtualIPAgentLate",
            "VirtualIPAgentDisconnected");

    @Test
    void metricsOfTheDashboardExist() throws IOException {
        Set<String> named = metrics(expressions(dashboard()));

        assertThat(named).contains("virtualip_state", "virtualip_transitions", "virtualip_failover_seconds");
        assertThat(published()).containsAll(named);
    }

    @Test
    void metricsOfAlertsExist() {
        List<JsonNode> rules = rules();

        assertThat(rules).extracting(rule -> rule.path("alert").asText()).containsAll(PROMISED_ALERTS);
        assertThat(published())
                .containsAll(metrics(
                        rules.stream().map(rule -> rule.path("expr").asText()).toList()));
    }

    @Test
    void alertsHaveSeverityAndRemedy() {
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.path("labels").path("severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(rule.path("annotations").path("description").asText()).isNotBlank();
        });
    }

    @Test
    void panelsOfTheDashboardDoNotOverlap() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        dashboard().path("panels").forEach(panels::add);

        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels).extracting(panel -> panel.path("gridPos").toString()).doesNotHaveDuplicates();
        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
        });
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(Chart.text("files/dashboard.json"));
    }

    private static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : Chart.document(Chart.text("files/alerts.yaml")).path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        return rules;
    }

    private static List<String> expressions(JsonNode dashboard) {
        List<String> expressions = new ArrayList<>(dashboard.findValuesAsText("expr"));
        expressions.addAll(dashboard.findValuesAsText("definition"));
        return expressions;
    }

    private static Set<String> metrics(List<String> expressions) {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            METRIC.matcher(expression)
                    .results()
                    .map(MatchResult::group)
                    .map(name -> SUFFIX.matcher(name).replaceFirst(""))
                    .forEach(names::add);
        }
        return names;
    }

    /** The names in the sources of agent and operator, without the suffixes that the text format adds. */
    private static Set<String> published() {
        Set<String> names = new TreeSet<>();
        for (String module : List.of("agent", "operator")) {
            Path sources = Chart.REPOSITORY.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(Chart::read)
                        .flatMap(text -> Pattern.compile("\"(virtualip_[a-z_]+)\"")
                                .matcher(text)
                                .results())
                        .forEach(found -> names.add(found.group(1)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }
}
