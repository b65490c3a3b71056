package dev.virtualip.agent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final String AGENT = "dev.virtualip.agent";

    /** Test classes that break every rule once, so that a rule which cannot fail is noticed. */
    private static final String WRONG = "dev.virtualip.agent.architecture.wrong";

    private static final JavaClasses AGENT_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(AGENT);

    private static final JavaClasses WRONG_CLASSES = new ClassFileImporter().importPackages(WRONG);

    static Set<String> rules() {
        return ArchitectureRules.of(AGENT).keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void agentKeeps(String rule) {
        assertThat(ArchitectureRules.of(AGENT).get(rule)).satisfies(checked -> checked.check(AGENT_CLASSES));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void wrongSampleBreaks(String rule) {
        assertThat(ArchitectureRules.of(WRONG).get(rule))
                .satisfies(checked -> assertThat(checked.evaluate(WRONG_CLASSES).hasViolation())
                        .isTrue());
    }

    @Test
    void agentIsThere() {
        assertThat(AGENT_CLASSES.contain("dev.virtualip.agent.vrrp.Advertisement"))
                .isTrue();
    }
}
