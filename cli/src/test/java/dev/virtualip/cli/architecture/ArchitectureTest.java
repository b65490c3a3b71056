package dev.virtualip.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.virtualip.testkit.architecture.ModuleArchitectureTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rules for the packages of the command line: what each may use, no cycles, and their size. */
class ArchitectureTest extends ModuleArchitectureTest {
    private static final String CLI = "dev.virtualip.cli";
    private static final String IMPORT = CLI + ".keepalived";

    private static final JavaClasses CLASSES = shipped(CLI);

    ArchitectureTest() {
        super(CLASSES);
    }

    @Test
    void parserUsesJavaAndTheResultTypesOnly() {
        classes()
                .that()
                .resideInAPackage(IMPORT + ".parse")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CLI + ".conversion", IMPORT, IMPORT + ".parse", "java..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void importKnowsNoCommandLine() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        IMPORT + "..", CLI + ".conversion", CLI + ".pool", CLI + ".metallb", CLI + ".kubevip")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLI, "picocli..", "com.fasterxml.jackson..")
                .check(CLASSES);
    }

    @Test
    void importsDoNotKnowEachOther() {
        slices().matching("dev.virtualip.cli.(keepalived|metallb|kubevip)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    /** A report is a function of what was read: only commands read clocks, files and the network. */
    @Test
    void reportersReadNoWorld() {
        noClasses()
                .that()
                .haveNameMatching(".*\\.(status|history|plan)\\..*(Reporter|Inspector|Text|Simulation|Changes)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio..", "picocli..", "io.fabric8.kubernetes.client..")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }
}
