package dev.virtualip.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules for the packages of the command line: what each may use, no cycles, and their size. */
class ArchitectureTest {
    private static final int MAX_FILES = 25;
    private static final String CLI = "dev.virtualip.cli";
    private static final String IMPORT = CLI + ".keepalived";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CLI);

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.virtualip.(**)").should().beFreeOfCycles().check(CLASSES);
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

    @Test
    void packagesStaySmall() {
        Map<String, Long> files = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(files)
                .containsKeys(CLI, CLI + ".conversion", IMPORT, IMPORT + ".parse", IMPORT + ".map", IMPORT + ".script");
        assertThat(files.entrySet())
                .allSatisfy(
                        each -> assertThat(each.getValue()).as(each.getKey()).isLessThanOrEqualTo(MAX_FILES));
    }
}
