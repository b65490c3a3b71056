package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md that a machine can hold. {@link TidyRulesTest} shows that each can fail. */
class TidyTest {

    private static final Map<Path, String> TEXTS = Repository.here().texts();
    private static final Map<Path, String> JAVA = Repository.here().javaTexts();

    @Test
    void repositoryIsFound() {
        assertThat(JAVA)
                .hasSizeGreaterThan(20)
                .containsKey(Path.of("crds/src/main/java/dev/virtualip/crds/v1alpha1/package-info.java"));
    }

    @Test
    void textFollowsTheRules() {
        assertThat(TEXTS.entrySet().stream().flatMap(file -> TextRules.check(file.getKey(), file.getValue()).stream()))
                .isEmpty();
    }

    @Test
    void javaFilesHaveSizeAndNamesWithinTheRules() {
        assertThat(JAVA.entrySet().stream()
                        .flatMap(file -> TextRules.checkJava(file.getKey(), file.getValue()).stream()))
                .isEmpty();
    }

    @Test
    void syntaxFollowsTheRules() {
        assertThat(JavaSources.check(JAVA)).isEmpty();
    }

    @Test
    void packagesAndNamesFollowTheRules() {
        assertThat(PackageRules.check(JAVA)).isEmpty();
    }
}
