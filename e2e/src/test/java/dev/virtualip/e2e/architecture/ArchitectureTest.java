package dev.virtualip.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.virtualip.testkit.architecture.ModuleArchitectureTest;
import org.junit.jupiter.api.Test;

/** Rules for the demo, the benchmark and the migration they share with tests. */
class ArchitectureTest extends ModuleArchitectureTest {
    private static final String E2E = "dev.virtualip.e2e";
    private static final JavaClasses CLASSES = shipped(E2E);

    ArchitectureTest() {
        super(CLASSES);
    }

    /** The product is started as its users start it. */
    @Test
    void productIsUsedAsProgramsOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.virtualip.agent..", "dev.virtualip.operator..", "dev.virtualip.cli..")
                .check(CLASSES);
    }

    @Test
    void demoKnowsNoBenchmark() {
        noClasses()
                .that()
                .resideInAPackage(E2E + ".demo")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(E2E + ".bench")
                .check(CLASSES);
    }
}
