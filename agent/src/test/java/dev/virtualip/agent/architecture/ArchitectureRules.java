package dev.virtualip.agent.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The architecture as rules over compiled classes, for the agent or for a sample that breaks them. */
final class ArchitectureRules {

    /** What a pure package could still reach inside the packages of Java that it may use. */
    private static final String WORLD = "java\\.lang\\.(Thread.*|Runtime|Process.*|ScopedValue.*)"
            + "|java\\.util\\.(.*Random.*|UUID|Timer.*|Date|Calendar|Scanner)"
            + "|java\\.net\\.(.*Socket.*|NetworkInterface|URL.*)";

    /** Calls that read a clock, the environment or the name service. */
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

    /** The largest number of top-level classes in a package. */
    private static final int PACKAGE_SIZE_MAX = 25;

    /** Packages that still have more: their numbers may only fall. */
    private static final Map<String, Integer> LARGER = Map.of("config", 33, "report", 39);

    /** The circles of three or more classes that are there for a reason: a state's rules end in other states. */
    private static final Set<Set<String>> CIRCLES = Set.of(Set.of("ActiveRules", "BackupRules", "ReleasingRules"));

    private ArchitectureRules() {}

    /** The rules by name, for an agent whose classes live in {@code base}. */
    static Map<String, ArchRule> of(String base) {
        Map<String, ArchRule> rules = new TreeMap<>();
        for (PackageArrows arrows : PackageArrows.TABLE) {
            rules.put("arrows of " + arrows.name(), arrows(base, arrows));
        }
        for (String pure : PackageArrows.PURE) {
            rules.put("purity of " + pure, noWorld(base, pure));
            rules.put("no clock in " + pure, noClock(base, pure));
        }
        rules.put("foreign functions only in linux", foreignFunctions(base));
        rules.put("every package in the table", known(base));
        rules.put(
                "no package cycles", slices().matching(base + ".(*)..").should().beFreeOfCycles());
        rules.put("package size", classes().should(new PackageSize(PACKAGE_SIZE_MAX, LARGER)));
        rules.put("class circles", classes().should(new ClassCircles(CIRCLES)));
        return rules;
    }

    private static ArchRule arrows(String base, PackageArrows arrows) {
        return classes()
                .that()
                .resideInAPackage(base + "." + arrows.name() + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(arrows.allowed(base)).or(arrayOfPrimitives()))
                .allowEmptyShould(true);
    }

    private static ArchRule noWorld(String base, String pure) {
        return noClasses()
                .that()
                .resideInAPackage(base + "." + pure + "..")
                .should()
                .dependOnClassesThat(nameMatching(WORLD).forSubtype())
                .allowEmptyShould(true);
    }

    private static ArchRule noClock(String base, String pure) {
        return noClasses()
                .that()
                .resideInAPackage(base + "." + pure + "..")
                .should()
                .accessTargetWhere(readsTheWorld())
                .allowEmptyShould(true);
    }

    private static ArchRule foreignFunctions(String base) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(base + ".linux..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .allowEmptyShould(true);
    }

    private static ArchRule known(String base) {
        String[] packages = Stream.concat(
                        Stream.of(base), PackageArrows.TABLE.stream().map(arrows -> base + "." + arrows.name() + ".."))
                .toArray(String[]::new);
        return classes().should().resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheWorld() {
        return DescribedPredicate.describe(
                "read a clock, the environment or the name service",
                access -> access.getTarget()
                        .getName()
                        .matches(CALLS.getOrDefault(access.getTargetOwner().getName(), "")));
    }

    private static DescribedPredicate<JavaClass> arrayOfPrimitives() {
        return DescribedPredicate.describe(
                "are primitives or arrays of them",
                type -> type.getBaseComponentType().isPrimitive());
    }
}
