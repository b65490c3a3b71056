package dev.virtualip.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages of the testkit, and of the testkit on other modules. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.virtualip.testkit");

    @Test
    void packagesHaveNoCycle() {
        slices().matching("dev.virtualip.testkit.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
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
