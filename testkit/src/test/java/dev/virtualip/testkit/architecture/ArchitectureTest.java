package dev.virtualip.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages of the testkit, and of the testkit on other modules. */
class ArchitectureTest extends ModuleArchitectureTest {
    private static final JavaClasses CLASSES = shipped("dev.virtualip.testkit");

    ArchitectureTest() {
        super(CLASSES);
    }

    /** Otherwise the tests of a module that the testkit needs could not use it. */
    @Test
    void testkitUsesNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.virtualip..").and(resideOutsideOfPackage("dev.virtualip.testkit..")))
                .check(CLASSES);
    }
}
