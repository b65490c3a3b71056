package dev.virtualip.agent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.virtualip.testkit.architecture.ModuleArchitectureTest;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest extends ModuleArchitectureTest {

    private static final String AGENT = "dev.virtualip.agent";

    /** Test classes that break every rule once, so that a rule which cannot fail is noticed. */
    private static final String WRONG = "dev.virtualip.agent.architecture.wrong";

    private static final JavaClasses AGENT_CLASSES = shipped(AGENT);

    private static final JavaClasses WRONG_CLASSES = new ClassFileImporter().importPackages(WRONG);

    /** The circle that is there for a reason: a state's rules end in other states. */
    private static final Set<Set<String>> CIRCLES = Set.of(Set.of("ActiveRules", "BackupRules", "ReleasingRules"));

    ArchitectureTest() {
        super(AGENT_CLASSES, CIRCLES);
    }

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
