package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Kubernetes label selector.
 *
 * @param matchLabels labels that must be there with these values
 * @param matchExpressions further requirements, which must all be met
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

    /** Keeps copies; what a document leaves out arrives as null and counts as empty. */
    public LabelSelector {
        matchLabels = matchLabels == null ? Map.of() : new LinkedHashMap<>(matchLabels);
        matchExpressions = Lists.copyOrEmpty(matchExpressions);
    }

    /** Whether labels meet all requirements; an empty selector matches everything. */
    public boolean matches(Map<String, String> labels) {
        return matchLabels.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && matchExpressions.stream().allMatch(requirement -> requirement.matches(labels));
    }

    /**
     * One requirement of a label selector.
     *
     * @param key the label
     * @param operator In, NotIn, Exists or DoesNotExist
     * @param values the values that In and NotIn compare with
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Requirement(String key, String operator, List<String> values) {

        /** Keeps a copy of the list; what a document leaves out arrives as null and counts as empty. */
        public Requirement {
            key = key == null ? "" : key;
            operator = operator == null ? "" : operator;
            values = Lists.copyOrEmpty(values);
        }

        /** Whether labels meet it. An unknown operator matches nothing: the schema rejects it. */
        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                default -> false;
            };
        }
    }
}
