package dev.virtualip.deploy.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** values.yaml as people read it: each value with the comment above it. */
final class ValuesText {

    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z][A-Za-z0-9]*):.*");

    /**
     * A value that can be set.
     *
     * @param path as --set takes it
     * @param comment what is above it, on one line
     * @param preset its default, as JSON
     */
    record Entry(String path, String comment, String preset) {

        String row() {
            return "| `%s` | `%s` | %s |".formatted(path, preset.replace("|", "\\|"), comment.replace("|", "\\|"));
        }
    }

    private ValuesText() {}

    /** Every value that is not a group of others, in the order of the file. */
    static List<Entry> entries(String yaml) {
        JsonNode values = Chart.document(yaml);
        List<Entry> entries = new ArrayList<>();
        List<String> path = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : yaml.lines().toList()) {
            Matcher key = KEY.matcher(line);
            if (line.isBlank()) {
                comment.setLength(0);
            } else if (line.strip().startsWith("#")) {
                comment.append(comment.isEmpty() ? "" : " ")
                        .append(line.strip().substring(1).strip());
            } else if (key.matches()) {
                int depth = key.group(1).length() / 2;
                path.subList(Math.min(depth, path.size()), path.size()).clear();
                path.add(key.group(2));
                JsonNode value = values.at("/" + String.join("/", path));
                if (isValue(path, value)) {
                    entries.add(new Entry(String.join(".", path), comment.toString(), value.toString()));
                }
                comment.setLength(0);
            }
        }
        return entries;
    }

    /** A group is a mapping whose keys the chart knows; a mapping that people fill is a value. */
    private static boolean isValue(List<String> path, JsonNode value) {
        return !value.isMissingNode()
                && (!value.isObject() || FREE.contains(path.getLast()) || value.isEmpty())
                && path.subList(0, path.size() - 1).stream().noneMatch(FREE::contains);
    }

    private static final List<String> FREE = List.of("resources", "nodeSelector", "labels", "podLabels");
}
