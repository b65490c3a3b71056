package dev.virtualip.testkit.architecture;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;

/** Packages that see no clock, no I/O, no randomness and no thread. */
public final class PurePackages {
    private static final String TYPES = "java\\.lang\\.(Thread.*|Runtime|Process.*|ScopedValue.*)"
            + "|java\\.util\\.(.*Random.*|UUID|Timer.*|Date|Calendar|Scanner)"
            + "|java\\.net\\.(.*Socket.*|NetworkInterface|URL.*)";

    /** Calls of types that are allowed otherwise: they read a clock, the environment or the name service. */
    private static final Map<String, String> CALLS = Map.of(
            "java.lang.System",
            "nanoTime|currentTimeMillis|getenv|getProperty|getProperties|exit|setOut|setErr",
            "java.net.InetAddress",
            "getByName|getAllByName|getLocalHost|isReachable|getHostName|getCanonicalHostName",
            "java.time.Instant",
            "now",
            "java.time.Clock",
            "system.*",
            "java.lang.Math",
            "random");

    private PurePackages() {}

    /**
     * The rules of one pure package and those below it, by name.
     *
     * @param base the module's package
     * @param name the pure package below it
     * @param others further types that are forbidden there: regular expressions of full names
     */
    public static Map<String, ArchRule> rules(String base, String name, String... others) {
        String forbidden = String.join("|", TYPES, String.join("|", others));
        String inside = base + "." + name + "..";
        return Map.of(
                "purity of " + name,
                noClasses()
                        .that()
                        .resideInAPackage(inside)
                        .should()
                        .dependOnClassesThat(nameMatching(forbidden).forSubtype())
                        .allowEmptyShould(true),
                "no clock in " + name,
                noClasses()
                        .that()
                        .resideInAPackage(inside)
                        .should()
                        .accessTargetWhere(readsTheOutside())
                        .allowEmptyShould(true));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheOutside() {
        return DescribedPredicate.describe(
                "read a clock, the environment or the name service",
                access -> access.getTarget()
                        .getName()
                        .matches(CALLS.getOrDefault(access.getTargetOwner().getName(), "")));
    }
}
