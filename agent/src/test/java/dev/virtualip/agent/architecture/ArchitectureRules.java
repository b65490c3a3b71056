package dev.virtualip.agent.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.virtualip.testkit.architecture.PurePackages;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The architecture as rules over compiled classes, for the agent or for a sample that breaks them. */
final class ArchitectureRules {

    private ArchitectureRules() {}

    /** The rules by name, for an agent whose classes live in {@code base}. */
    static Map<String, ArchRule> of(String base) {
        Map<String, ArchRule> rules = new TreeMap<>();
        for (PackageArrows arrows : PackageArrows.TABLE) {
            rules.put("arrows of " + arrows.name(), arrows(base, arrows));
        }
        for (String pure : PackageArrows.PURE) {
            rules.putAll(PurePackages.rules(base, pure));
        }
        rules.put("foreign functions only in linux", foreignFunctions(base));
        rules.put("every package in the table", known(base));
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

    private static DescribedPredicate<JavaClass> arrayOfPrimitives() {
        return DescribedPredicate.describe(
                "are primitives or arrays of them",
                type -> type.getBaseComponentType().isPrimitive());
    }
}
