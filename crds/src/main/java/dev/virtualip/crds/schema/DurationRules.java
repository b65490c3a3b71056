package dev.virtualip.crds.schema;

import java.util.List;

/** Durations as text: the language of {@code Durations}, which is a part of what CEL reads as a duration. */
final class DurationRules {
    private static final int MAX_LENGTH = 32;
    private static final String PATTERN = "^([0-9]{1,4}m)?([0-9]{1,6}([.][0-9]{1,3})?s)?([0-9]{1,8}ms)?$";

    private static final Rule FORM =
            Rule.of(isDuration("self"), """
                "{self}" {
                  self.matches('^[0-9]+[.][0-9]+$') ? 'has no unit; write ' + self + 's'
                  : self.matches('^[0-9]+$') ? 'has no unit; write ' + self + 'ms or ' + self + 's'
                  : self.contains(' ') && ISDURATION
                    ? 'contains a space; write ' + self.replace(' ', '')
                  : 'is not a duration; write a number and its unit, such as 250ms, 1s or 1m30s'
                }\
                """.replace("ISDURATION", isDuration("self.replace(' ', '')")));

    private DurationRules() {}

    /** A duration whose bounds another rule holds. */
    static Text any() {
        return new Text(MAX_LENGTH, PATTERN, List.of(FORM));
    }

    /** A duration within bounds. */
    static Text between(String min, String max) {
        return bounded(isBetween("self", min, max), "give " + min + ".." + max);
    }

    /** A duration within bounds, or none at all. */
    static Text betweenOrZero(String min, String max) {
        return bounded(
                "duration(self) == duration('0s') || " + isBetween("self", min, max),
                "give " + min + ".." + max + ", or 0s for never");
    }

    /** The kernel lifetime of addresses. */
    static Text lifetime() {
        Rule fits = Rule.of(
                "!" + isDuration("self") + " || " + isBetween("self", "0s", "60s")
                        + " && duration(self).getMilliseconds() % 1000 == 0",
                "{self} cannot be a lifetime; give whole seconds, 1s..60s, or 0s for permanent");
        return new Text(MAX_LENGTH, PATTERN, List.of(FORM, fits));
    }

    /** The expression that an expression is a duration. */
    static String isDuration(String expression) {
        return "(" + expression + " != '' && " + expression + ".matches(" + Cel.text(PATTERN) + "))";
    }

    /** The expression that one that is a duration lies between two others. */
    static String isBetween(String expression, String min, String max) {
        return "(duration(%s) >= duration('%s') && duration(%s) <= duration('%s'))"
                .formatted(expression, min, expression, max);
    }

    private static Text bounded(String holds, String remedy) {
        return new Text(
                MAX_LENGTH,
                PATTERN,
                List.of(FORM, Rule.of("!" + isDuration("self") + " || " + holds, "{self} is out of range; " + remedy)));
    }
}
