package dev.virtualip.e2e.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pages of the documentation that are made from the sources: custom resources, reasons, metrics. */
final class ReferencePages {
    private static final String MADE =
            "<!-- Made from the sources: mvn -pl e2e test -Dtest=ReferencePagesTest -Dgolden.write=true -->\n\n";
    private static final Path DEFINITIONS = Path.of("crds/src/main/resources/dev/virtualip/crds");
    private static final Path CONDITIONS = Path.of("crds/src/main/java/dev/virtualip/crds/condition");
    private static final Path API = Path.of("crds/src/main/java/dev/virtualip/crds/v1alpha1");

    /** A constant of an enum: its doc comment, and the text that users see. */
    private static final Pattern CONSTANT = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\(\"\\w+\"\\)\\s*)?[A-Z][A-Z0-9_]*\\(\"(\\w+)\"[^)]*\\)",
            Pattern.DOTALL);

    private static final Pattern METRIC = Pattern.compile(
            "(?:(gauge|counter|histogram)\\(|\\.name\\()\\s*\"(virtualip_\\w+)\"\\)?\\s*(?:,|\\.help\\()\\s*"
                    + "(\"[^\"]*\"(?:\\s*\\+\\s*\"[^\"]*\")*)");

    private ReferencePages() {}

    /** The fields of each custom resource, as {@code kubectl explain} has them. */
    static String customResources() {
        StringBuilder page = new StringBuilder(MADE).append("""
            # Custom resources

            API group `virtualip.dev`, version `v1alpha1`; all kinds are cluster-scoped. Within a version fields
            are only added. `kubectl explain virtualip.spec` shows the same text. In the column of defaults "–"
            means: none, or the description says it.
            """);
        for (String plural : List.of("virtualips", "virtualippools", "vrrprouters")) {
            JsonNode definition = yaml(DEFINITIONS.resolve(plural + ".virtualip.dev.yaml"));
            JsonNode names = definition.path("spec").path("names");
            JsonNode schema = definition
                    .path("spec")
                    .path("versions")
                    .path(0)
                    .path("schema")
                    .path("openAPIV3Schema");
            page.append("\n## ").append(names.path("kind").asText()).append("\n\n");
            page.append(schema.path("description").asText()).append(" Short names: ");
            page.append(names.path("shortNames")
                            .valueStream()
                            .map(name -> "`" + name.asText() + "`")
                            .collect(Collectors.joining(", ")))
                    .append(".\n\n| field | type | default | description |\n|---|---|---|---|\n");
            addFields(schema.path("properties").path("spec"), "spec", page);
            addFields(schema.path("properties").path("status"), "status", page);
        }
        return page.toString();
    }

    private static void addFields(JsonNode schema, String path, StringBuilder page) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode field = property.getValue();
            boolean isList = field.path("type").asText().equals("array");
            JsonNode inner = isList ? field.path("items") : field;
            String name = path + "." + property.getKey() + (isList ? "[]" : "");
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            name,
                            type(inner),
                            shownDefault(field),
                            cell(field.path("description").asText())));
            addFields(inner, name, page);
        });
    }

    private static String type(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum")
                    .valueStream()
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(" "));
        }
        boolean isMap = schema.has("additionalProperties");
        return isMap ? "map" : schema.path("type").asText();
    }

    private static String shownDefault(JsonNode field) {
        return field.has("default") ? "`" + field.path("default") + "`" : "–";
    }

    /** Condition types, their reasons, reasons of Events and of transitions. */
    static String reasons() {
        return MADE + """
                # Conditions, Events and reasons

                `kubectl describe` shows conditions with a reason and a message that names the remedy. An Event
                about a condition has the same reason. Each row says first which conditions have the reason. Beyond
                these, `Reconciling` has the reason of `Programmed`, `Degraded` that of a virtual router's condition,
                and `virtualip.dev/Ready` of a Service that of `Accepted` or `Ready` of its VirtualIP.

                ## Condition types

                """ + constants(CONDITIONS.resolve("ConditionType.java")) + """

                ## Reasons of conditions

                """
                + constants(CONDITIONS.resolve("ConditionReason.java")) + """

                ## Reasons of Events

                Beside the reasons above:

                """
                + constants(CONDITIONS.resolve("EventReason.java")) + """

                ## Reasons of transitions

                The reason why a virtual router changed its state: in the status (`lastMove`), in log and journal,
                and as label of `virtualip_transitions_total`.

                """
                + constants(API.resolve("TransitionReason.java")) + """

                ## States

                """ + constants(API.resolve("RouterState.java"));
    }

    private static String constants(Path file) {
        Matcher found = CONSTANT.matcher(text(file));
        Map<String, String> rows = new TreeMap<>();
        while (found.find()) {
            rows.put(found.group(2), cell(found.group(1).replaceAll("\\s*\\n\\s*\\*?\\s*", " ")));
        }
        return rows.entrySet().stream()
                .map(row -> "| `%s` | %s |\n".formatted(row.getKey(), row.getValue()))
                .collect(Collectors.joining("", "| | |\n|---|---|\n", ""));
    }

    /** The metrics of agent and operator. */
    static String metrics() {
        return MADE + """
            # Metrics

            The agent serves `/metrics` on port 9851 of the node, the operator on port 9852 of its Pod; the
            chart's values `monitoring` create monitors, [alerts](alerts.md) and a Grafana dashboard. Counters
            end in `_total`, histograms have `_bucket`, `_sum` and `_count`.

            Metrics of a virtual router have the labels `virtual_router`, `virtual_ip` (names joined by commas),
            `interface`, `vrid` and `family`.

            ## Agent

            """ + metrics("agent") + """

            ## Operator

            """ + metrics("operator");
    }

    private static String metrics(String module) {
        Map<String, String> rows = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Checkout.root().resolve(module).resolve("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .forEach(file -> METRIC.matcher(text(file))
                            .results()
                            .forEach(metric -> rows.put(metric.group(2), row(metric, text(file)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows.values().stream()
                .collect(Collectors.joining("", "| metric | kind | meaning |\n|---|---|---|\n", ""));
    }

    private static String row(MatchResult metric, String source) {
        String before = source.substring(Math.max(0, metric.start() - 60), metric.start());
        String kind = metric.group(1) != null
                ? metric.group(1)
                : Stream.of("counter", "gauge", "histogram", "info")
                        .filter(each -> before.toLowerCase(Locale.ROOT).contains(each + "snapshot.builder"))
                        .reduce((first, last) -> last)
                        .orElse("gauge");
        String suffix = kind.equals("counter") ? "_total" : kind.equals("info") ? "_info" : "";
        String help = metric.group(3).replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"$", "");
        return "| `%s%s` | %s | %s |\n".formatted(metric.group(2), suffix, kind, cell(help));
    }

    private static String cell(String text) {
        return text.strip()
                .replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("\\s+", " ");
    }

    private static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(Checkout.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
