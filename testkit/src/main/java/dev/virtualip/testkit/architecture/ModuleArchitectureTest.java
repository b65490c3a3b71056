package dev.virtualip.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules that hold in every module. The architecture test of a module extends this and adds its own. */
public abstract class ModuleArchitectureTest {
    /** The largest number of top-level classes of a package. */
    private static final int PACKAGE_SIZE_MAX = 25;

    private final JavaClasses shipped;
    private final Set<Set<String>> allowedCircles;

    /**
     * Makes the rules of a module without class circles.
     *
     * @param shipped the module's classes, see {@link #shipped(String)}
     */
    protected ModuleArchitectureTest(JavaClasses shipped) {
        this(shipped, Set.of());
    }

    /**
     * Makes the rules of a module.
     *
     * @param shipped the module's classes, see {@link #shipped(String)}
     * @param allowedCircles the circles of three or more classes that are there for a reason, by simple names
     */
    protected ModuleArchitectureTest(JavaClasses shipped, Set<Set<String>> allowedCircles) {
        this.shipped = shipped;
        this.allowedCircles = allowedCircles;
    }

    /**
     * Reads the classes of a package and of those below it, without tests.
     *
     * @throws IllegalArgumentException if there are none
     */
    protected static JavaClasses shipped(String base) {
        JavaClasses found = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(base);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no class in " + base);
        }
        return found;
    }

    /** Each package can be understood without those that use it. */
    @Test
    public void packagesAreFreeOfCycles() {
        slices().matching("dev.virtualip.(**)").should().beFreeOfCycles().check(shipped);
    }

    /** A package is one subject. */
    @Test
    public void packagesStaySmall() {
        classes().should(new PackageSize(PACKAGE_SIZE_MAX)).check(shipped);
    }

    /** Nothing climbs from a part to its owner: of three or more classes one can be read first. */
    @Test
    public void classesFormNoCircle() {
        classes().should(new ClassCircles(allowedCircles)).check(shipped);
    }
}
