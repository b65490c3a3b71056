package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for label selectors. */
final class SelectorRules {
    private static final String NAME = "[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?";
    private static final Pattern KEY = Pattern.compile("([-.a-z0-9]{1,253}/)?" + NAME);
    private static final Pattern VALUE = Pattern.compile("(" + NAME + ")?");

    private final Problems problems;

    SelectorRules(Problems problems) {
        this.problems = problems;
    }

    void checkPreferences(List<VirtualIPSpec.PreferredNode> preferred, String path) {
        for (int i = 0; i < preferred.size(); i++) {
            VirtualIPSpec.PreferredNode one = preferred.get(i);
            problems.requireRange(one.weight(), 1, 100, path + "[" + i + "].weight");
            problems.require(
                    one.preference() != null, path + "[" + i + "].preference", "missing; say which nodes, by labels");
            check(one.preference(), path + "[" + i + "].preference");
        }
    }

    void check(@Nullable LabelSelector selector, String path) {
        if (selector == null) {
            return;
        }
        for (Map.Entry<String, String> label : selector.matchLabels().entrySet()) {
            requireKey(label.getKey(), path + ".matchLabels");
            String value = Objects.requireNonNullElse(label.getValue(), "");
            requireValue(value, "the value of " + label.getKey(), path + ".matchLabels");
        }
        for (int i = 0; i < selector.matchExpressions().size(); i++) {
            check(selector.matchExpressions().get(i), path + ".matchExpressions[" + i + "]");
        }
    }

    private void check(LabelSelector.Requirement requirement, String path) {
        requireKey(requirement.key(), path + ".key");
        for (int i = 0; i < requirement.values().size(); i++) {
            String value = requirement.values().get(i);
            requireValue(value, QuotedText.of(value), path + ".values[" + i + "]");
        }
        boolean none = requirement.values().isEmpty();
        switch (requirement.operator()) {
            case "In", "NotIn" ->
                problems.require(
                        !none, path + ".values", "missing; In and NotIn compare with values: give at least one");
            case "Exists", "DoesNotExist" ->
                problems.require(none, path + ".values", "cannot be with Exists and DoesNotExist; remove them");
            default ->
                problems.add(
                        path + ".operator",
                        QuotedText.of(requirement.operator())
                                + " is not an operator; give In, NotIn, Exists or DoesNotExist");
        }
    }

    private void requireKey(String key, String path) {
        problems.require(
                KEY.matcher(key).matches(),
                path,
                QuotedText.of(key)
                        + " is not the key of a label; write one such as rack or topology.kubernetes.io/zone");
    }

    private void requireValue(String value, String called, String path) {
        problems.require(
                VALUE.matcher(value).matches(),
                path,
                called + " is not the value of a label; use letters, digits, '-', '_' and '.', with a"
                        + " letter or digit at both ends");
    }
}
