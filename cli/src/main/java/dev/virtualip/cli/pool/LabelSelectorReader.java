package dev.virtualip.cli.pool;

import dev.virtualip.cli.manifest.YamlNode;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads label selectors. */
public final class LabelSelectorReader {
    private LabelSelectorReader() {}

    /** Reads a selector. */
    public static LabelSelector read(YamlNode node, Remarks remarks) {
        remarks.unknown(node, Set.of("matchLabels", "matchExpressions"));
        List<LabelSelector.Requirement> requirements = node.field("matchExpressions").items().stream()
                .map(each -> new LabelSelector.Requirement(
                        each.field("key").text(), each.field("operator").text(), texts(each.field("values"))))
                .toList();
        return new LabelSelector(labels(node.field("matchLabels")), requirements);
    }

    /** Reads labels. */
    public static Map<String, String> labels(YamlNode node) {
        Map<String, String> labels = new LinkedHashMap<>();
        node.fields().forEach((name, value) -> labels.put(name, value.text()));
        return labels;
    }

    /** Reads a list of texts. */
    public static List<String> texts(YamlNode node) {
        return node.items().stream().map(YamlNode::text).toList();
    }
}
