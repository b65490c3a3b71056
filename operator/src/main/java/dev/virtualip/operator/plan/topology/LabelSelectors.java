package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.LabelSelector.Requirement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates Kubernetes label selectors. */
public final class LabelSelectors {
    private LabelSelectors() {}

    /**
     * Whether labels match a selector.
     *
     * @param selector null or empty: everything matches
     * @param labels the labels
     */
    public static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
        if (selector == null) {
            return true;
        }
        for (Map.Entry<String, String> wanted : selector.matchLabels().entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        for (Requirement requirement : selector.matchExpressions()) {
            if (!matches(requirement, labels)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a selector requires a label with this key. A taint with that key is then tolerated. */
    static boolean asksFor(@Nullable LabelSelector selector, String key) {
        return selector != null
                && (selector.matchLabels().containsKey(key)
                        || selector.matchExpressions().stream()
                                .anyMatch(requirement -> requirement.key().equals(key)
                                        && (requirement.operator().equals("In")
                                                || requirement.operator().equals("Exists"))));
    }

    /** Evaluates one requirement. An unknown operator matches nothing: the schema rejects it. */
    private static boolean matches(Requirement requirement, Map<String, String> labels) {
        String value = labels.get(requirement.key());
        return switch (requirement.operator()) {
            case "In" -> value != null && requirement.values().contains(value);
            case "NotIn" -> value == null || !requirement.values().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
