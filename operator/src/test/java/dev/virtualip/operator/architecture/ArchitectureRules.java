package dev.virtualip.operator.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchRule;
import dev.virtualip.testkit.architecture.PurePackages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The architecture as rules over compiled classes, for the operator or for a sample that violates them. */
final class ArchitectureRules {

    /** The packages that see time and the cluster only as arguments. */
    private static final List<String> PURE = List.of("plan", "status");

    /** The dependencies that a package of the operator may have on others; the root package may use all. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("plan", List.of()),
            Map.entry("status", List.of("plan")),
            Map.entry("api", List.of()),
            Map.entry("snapshot", List.of("api", "plan")),
            Map.entry("planloop", List.of("snapshot", "plan", "status")),
            Map.entry("leader", List.of("api")),
            Map.entry("install", List.of("api")),
            Map.entry("metrics", List.of("snapshot", "plan", "planloop", "status")),
            Map.entry("event", List.of("api", "leader", "metrics", "snapshot", "plan", "planloop", "status")),
            Map.entry(
                    "reconciler",
                    List.of(
                            "api",
                            "event",
                            "leader",
                            "metrics",
                            "notification",
                            "snapshot",
                            "plan",
                            "planloop",
                            "status")),
            Map.entry("notification", List.of("status")));

    /** Clients, loggers, threads, files and sockets. */
    private static final String OUTSIDE = "io\\.(fabric8|javaoperatorsdk|prometheus|netty)\\..*"
            + "|okhttp3\\..*|org\\.slf4j\\..*|dev\\.virtualip\\.daemon\\..*"
            + "|java\\.(io|nio\\.file|nio\\.channels|net\\.http|util\\.logging)\\..*"
            + "|java\\.time\\.(Clock|InstantSource)|java\\.util\\.concurrent\\..*";

    private ArchitectureRules() {}

    /** The rules by name, for an operator whose classes are in {@code base}. */
    static Map<String, ArchRule> of(String base) {
        Map<String, ArchRule> rules = new TreeMap<>();
        ARROWS.forEach((name, siblings) -> rules.put("arrows of " + name, arrows(base, name, siblings)));
        for (String pure : PURE) {
            rules.putAll(PurePackages.rules(base, pure, OUTSIDE));
        }
        rules.put("every package in the table", known(base));
        return rules;
    }

    private static ArchRule arrows(String base, String name, List<String> siblings) {
        String[] allowed = Stream.concat(Stream.of(name), siblings.stream())
                .map(sibling -> base + "." + sibling + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(base + "." + name + "..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of another package of the operator",
                        type -> type.getPackageName().startsWith(base)
                                && Stream.of(allowed)
                                        .noneMatch(pattern ->
                                                PackageMatcher.of(pattern).matches(type.getPackageName()))))
                .allowEmptyShould(true);
    }

    private static ArchRule known(String base) {
        String[] packages = Stream.concat(
                        Stream.of(base), ARROWS.keySet().stream().map(name -> base + "." + name + ".."))
                .toArray(String[]::new);
        return classes().should().resideInAnyPackage(packages);
    }
}
