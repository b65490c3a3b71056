package dev.virtualip.daemon.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.virtualip.testkit.architecture.ModuleArchitectureTest;
import org.junit.jupiter.api.Test;

/** Rules for what agent and operator share as programs: no Kubernetes, no cycles, and small packages. */
class ArchitectureTest extends ModuleArchitectureTest {
    private static final String DAEMON = "dev.virtualip.daemon";

    private static final JavaClasses CLASSES = shipped(DAEMON);

    ArchitectureTest() {
        super(CLASSES);
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
}
