package dev.virtualip.cli.pool;

import dev.virtualip.crds.v1alpha1.LabelSelector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One label selector for a list of them, of which any may match. Where no single selector says the same, it is the
 * first of the list: narrower, so that nothing gets what it must not have.
 *
 * @param selector the selector; null: everything matches
 * @param complete whether it selects what any of the list selects
 */
public record SelectorUnion(@Nullable LabelSelector selector, boolean complete) {

    /** The union of a list; an empty list, or one with an empty selector, selects everything. */
    public static SelectorUnion of(List<LabelSelector> selectors) {
        Set<LabelSelector> distinct = new LinkedHashSet<>(selectors);
        if (distinct.isEmpty() || distinct.contains(new LabelSelector(Map.of(), List.of()))) {
            return new SelectorUnion(null, true);
        }
        LabelSelector first = distinct.iterator().next();
        if (distinct.size() == 1) {
            return new SelectorUnion(first, true);
        }
        Set<String> keys = new LinkedHashSet<>();
        Set<String> values = new LinkedHashSet<>();
        for (LabelSelector each : distinct) {
            Optional<LabelSelector.Requirement> alternatives = alternatives(each);
            if (alternatives.isEmpty()) {
                return new SelectorUnion(first, false);
            }
            keys.add(alternatives.get().key());
            values.addAll(alternatives.get().values());
        }
        return keys.size() == 1
                ? new SelectorUnion(in(keys.iterator().next(), List.copyOf(values)), true)
                : new SelectorUnion(first, false);
    }

    /** A selector of what has one of these values of a label. */
    public static LabelSelector in(String key, List<String> values) {
        return new LabelSelector(Map.of(), List.of(new LabelSelector.Requirement(key, "In", List.copyOf(values))));
    }

    /** The values of one label that a selector asks for; empty: it asks for more than that. */
    private static Optional<LabelSelector.Requirement> alternatives(LabelSelector selector) {
        if (selector.matchLabels().size() + selector.matchExpressions().size() != 1) {
            return Optional.empty();
        }
        return selector.matchLabels().isEmpty()
                ? Optional.of(selector.matchExpressions().getFirst())
                        .filter(each -> each.operator().equals("In"))
                : selector.matchLabels().entrySet().stream()
                        .map(each -> new LabelSelector.Requirement(each.getKey(), "In", List.of(each.getValue())))
                        .findFirst();
    }
}
