package dev.virtualip.operator.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.virtualip.testkit.architecture.ModuleArchitectureTest;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest extends ModuleArchitectureTest {

    private static final String OPERATOR = "dev.virtualip.operator";

    /** Test classes that violate every rule once, so that a rule which cannot fail is noticed. */
    private static final String WRONG = "dev.virtualip.operator.architecture.wrong";

    private static final JavaClasses OPERATOR_CLASSES = shipped(OPERATOR);

    private static final JavaClasses WRONG_CLASSES = new ClassFileImporter().importPackages(WRONG);

    ArchitectureTest() {
        super(OPERATOR_CLASSES);
    }

    static Set<String> rules() {
        return ArchitectureRules.of(OPERATOR).keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void operatorKeepsTheRule(String rule) {
        assertThat(ArchitectureRules.of(OPERATOR).get(rule)).satisfies(checked -> checked.check(OPERATOR_CLASSES));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void wrongSampleViolatesTheRule(String rule) {
        assertThat(ArchitectureRules.of(WRONG).get(rule))
                .satisfies(checked -> assertThat(checked.evaluate(WRONG_CLASSES).hasViolation())
                        .isTrue());
    }

    @Test
    void operatorClassesAreImported() {
        assertThat(OPERATOR_CLASSES.contain("dev.virtualip.operator.plan.Planner"))
                .isTrue();
    }
}
