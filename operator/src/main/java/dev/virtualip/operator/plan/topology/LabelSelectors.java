package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.v1alpha1.LabelSelector;
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
        return selector == null || selector.matches(labels);
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
}
