package dev.virtualip.deploy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.virtualip.testkit.architecture.ModuleArchitectureTest;
import org.junit.jupiter.api.Test;

/** Rules for what builds images and packages. */
class ArchitectureTest extends ModuleArchitectureTest {
    private static final String DEPLOY = "dev.virtualip.deploy";
    private static final JavaClasses CLASSES = shipped(DEPLOY);

    ArchitectureTest() {
        super(CLASSES);
    }

    /** It packs the product's jars, whatever classes they hold. */
    @Test
    void buildingUsesNoProductClass() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.virtualip..").and(not(resideInAPackage(DEPLOY + ".."))))
                .check(CLASSES);
    }
}
