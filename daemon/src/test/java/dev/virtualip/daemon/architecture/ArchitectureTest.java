package dev.virtualip.daemon.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules for what agent and operator share as programs: no Kubernetes, no cycles, and small packages. */
class ArchitectureTest {
    private static final int MAX_FILES = 25;
    private static final String DAEMON = "dev.virtualip.daemon";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(DAEMON);

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.virtualip.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void portsAndProblemsNeedNoNotifications() {
        noClasses()
                .that()
                .resideInAPackage(DAEMON)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DAEMON + ".notification..", "jakarta.mail..")
                .check(CLASSES);
    }

    @Test
    void daemonKnowsNoKubernetes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(CLASSES);
    }

    @Test
    void packagesStaySmall() {
        Map<String, Long> files = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(files).containsKeys(DAEMON, DAEMON + ".notification");
        assertThat(files.entrySet())
                .allSatisfy(
                        each -> assertThat(each.getValue()).as(each.getKey()).isLessThanOrEqualTo(MAX_FILES));
    }
}
