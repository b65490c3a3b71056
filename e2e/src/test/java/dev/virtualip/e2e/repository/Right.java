package dev.virtualip.e2e.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Verbs that a ServiceAccount may use on one resource.
 *
 * @param account the ServiceAccount
 * @param where the namespace, or {@code cluster}
 * @param group the API group, or {@code core}
 * @param resource the resource
 * @param names only these objects; empty: all
 * @param verbs what it may do
 */
record Right(String account, String where, String group, String resource, Set<String> names, Set<String> verbs) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern SECTION = Pattern.compile("## .*\\(`(.+)`\\)");
    private static final int CELLS = 6;

    Right {
        names = Set.copyOf(names);
        verbs = Set.copyOf(verbs);
    }

    /** The rights in the tables of a page: a section for each ServiceAccount, a row for each right. */
    static List<Right> ofTables(String page) {
        List<Right> rights = new ArrayList<>();
        String account = "";
        for (String line : page.lines().toList()) {
            var section = SECTION.matcher(line);
            if (section.matches()) {
                account = section.group(1);
            } else if (line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| where")) {
                rights.add(ofRow(account, line));
            }
        }
        return rights;
    }

    private static Right ofRow(String account, String line) {
        List<String> cells = Arrays.stream(line.substring(1).split("\\|"))
                .map(cell -> cell.replace("`", "").strip())
                .toList();
        if (cells.size() != CELLS || cells.getLast().isEmpty()) {
            throw new IllegalArgumentException("six cells, and a reason in the last: " + line);
        }
        return new Right(account, cells.get(0), cells.get(1), cells.get(2), words(cells.get(3)), words(cells.get(4)));
    }

    private static Set<String> words(String cell) {
        return cell.isEmpty() ? Set.of() : new TreeSet<>(List.of(cell.split(" ")));
    }

    /** The rights that the roles and bindings of YAML texts give. */
    static List<Right> ofManifests(List<String> texts) {
        List<JsonNode> objects =
                texts.stream().flatMap(text -> documents(text).stream()).toList();
        List<Right> rights = new ArrayList<>();
        for (JsonNode binding : objects) {
            if (binding.path("kind").asText().endsWith("Binding")) {
                JsonNode role = objects.stream()
                        .filter(object -> isRole(object, binding))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no role for " + binding));
                for (JsonNode subject : binding.path("subjects")) {
                    role.path("rules")
                            .forEach(rule ->
                                    rights.addAll(ofRule(subject.path("name").asText(), namespace(binding), rule)));
                }
            }
        }
        return rights;
    }

    private static boolean isRole(JsonNode object, JsonNode binding) {
        JsonNode wanted = binding.path("roleRef");
        return object.path("kind").equals(wanted.path("kind"))
                && object.path("metadata").path("name").equals(wanted.path("name"))
                && (wanted.path("kind").asText().equals("ClusterRole")
                        || namespace(object).equals(namespace(binding)));
    }

    private static List<Right> ofRule(String account, String where, JsonNode rule) {
        List<Right> rights = new ArrayList<>();
        for (String group : texts(rule.path("apiGroups"))) {
            for (String resource : texts(rule.path("resources"))) {
                rights.add(new Right(
                        account,
                        where,
                        group.isEmpty() ? "core" : group,
                        resource,
                        texts(rule.path("resourceNames")),
                        texts(rule.path("verbs"))));
            }
        }
        return rights;
    }

    private static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asText("cluster");
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<JsonNode> documents(String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
