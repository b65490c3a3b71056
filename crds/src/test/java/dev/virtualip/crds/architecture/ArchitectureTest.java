package dev.virtualip.crds.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.testkit.architecture.ModuleArchitectureTest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rules for the packages of the API module: what each may use, no cycles, and their size. */
class ArchitectureTest extends ModuleArchitectureTest {
    private static final String CRDS = "dev.virtualip.crds.";
    private static final String[] JAVA = {"java..", "org.jspecify.annotations.."};

    private static final JavaClasses CLASSES = shipped("dev.virtualip.crds");

    ArchitectureTest() {
        super(CLASSES);
    }

    @Test
    void formatsAndConditionsUseJavaOnly() {
        classes()
                .that()
                .resideInAnyPackage(CRDS + "format", CRDS + "condition")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(CRDS + "format", CRDS + "condition", "com.fasterxml.jackson.annotation.."))
                .check(CLASSES);
    }

    @Test
    void rulesUseTypesAndFormats() {
        classes()
                .that()
                .resideInAPackage(CRDS + "validation")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(CRDS + "validation", CRDS + "v1alpha1", CRDS + "format"))
                .check(CLASSES);
    }

    @Test
    void onlyKindsAndReportsNeedTheKubernetesClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CRDS + "schema", CRDS + "report")
                .and()
                .doNotBelongToAnyOf(VirtualIP.class, VirtualIPPool.class, VRRPRouter.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(CLASSES);
    }

    @Test
    void generatorIsUsedByNoOtherPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CRDS + "schema")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CRDS + "schema")
                .check(CLASSES);
    }

    private static String[] with(String... packages) {
        String[] all = Arrays.copyOf(packages, packages.length + JAVA.length);
        System.arraycopy(JAVA, 0, all, packages.length, JAVA.length);
        return all;
    }
}
