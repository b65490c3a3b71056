package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md that a machine can hold. {@link TidyRulesTest} shows that each can fail. */
class TidyTest {

    private static final Map<Path, String> TEXTS = Repository.here().texts();
    private static final Map<Path, String> JAVA = Repository.here().javaTexts();

    /** Longer than allowed when the rule came; a line goes when its file is split. */
    private static final Set<Path> TOO_LONG_YET = Set.of(
            Path.of("agent/src/main/java/dev/virtualip/agent/router/HeldAddresses.java"),
            Path.of("agent/src/main/java/dev/virtualip/agent/router/RouterInstance.java"));

    @Test
    void theRepositoryWasFound() {
        assertThat(JAVA)
                .hasSizeGreaterThan(20)
                .containsKey(Path.of("crds/src/main/java/dev/virtualip/crds/package-info.java"));
    }

    @Test
    void noFilePutsWorkOffOrNamesOneMachine() {
        assertThat(TEXTS.entrySet().stream().flatMap(file -> TextRules.check(file.getKey(), file.getValue()).stream()))
                .isEmpty();
    }

    @Test
    void javaFilesAreSmallAndNamedForWhatTheyHold() {
        assertThat(JAVA.entrySet().stream()
                        .filter(file -> !TOO_LONG_YET.contains(file.getKey()))
                        .flatMap(file -> TextRules.checkJava(file.getKey(), file.getValue()).stream()))
                .isEmpty();
    }

    @Test
    void methodsAreSmallTestsRunAndPurePackagesArePure() {
        assertThat(JavaSources.check(JAVA)).isEmpty();
    }

    @Test
    void everyShippedPackageIsNullMarked() {
        assertThat(PackageRules.check(JAVA)).isEmpty();
    }
}
