package dev.virtualip.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of every module fail where they are violated. */
class ViolatedArchitectureTest {
    private static final JavaClasses CIRCLE =
            new ClassFileImporter().importPackages("dev.virtualip.testkit.architecture.wrong");

    private static ModuleArchitectureTest of(JavaClasses classes, Set<Set<String>> allowedCircles) {
        return new ModuleArchitectureTest(classes, allowedCircles) {};
    }

    @Test
    void packagesInCircleFail() {
        assertThatThrownBy(of(CIRCLE, Set.of())::packagesAreFreeOfCycles).hasMessageContaining("Cycle detected");
    }

    @Test
    void threeClassesInCircleFail() {
        assertThatThrownBy(of(CIRCLE, Set.of())::classesFormNoCircle)
                .hasMessageContaining("circle of 3: [First, Second, Third]");
    }

    @Test
    void allowedCirclePasses() {
        assertThatCode(of(CIRCLE, Set.of(Set.of("First", "Second", "Third")))::classesFormNoCircle)
                .doesNotThrowAnyException();
    }

    @Test
    void largePackageFails() {
        JavaClasses large = new ClassFileImporter().importPackages("org.assertj.core.api");

        assertThatThrownBy(of(large, Set.of())::packagesStaySmall).hasMessageContaining("25 are allowed");
    }

    @Test
    void packageWithoutClassesIsRefused() {
        assertThatThrownBy(() -> ModuleArchitectureTest.shipped("dev.virtualip.absent"))
                .hasMessageContaining("no class in dev.virtualip.absent");
    }
}
