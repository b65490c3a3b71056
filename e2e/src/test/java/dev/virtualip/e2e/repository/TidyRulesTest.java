package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of {@link TidyTest} refuses what it is there to refuse, and nothing beside. */
class TidyRulesTest {

    private static final Path SHIPPED = Path.of("agent/src/main/java/dev/virtualip/agent/vrrp/Sample.java");
    private static final Path TEST = Path.of("agent/src/test/java/dev/virtualip/agent/vrrp/SampleTest.java");
    private static final Path FIXTURE = Path.of("agent/src/test/java/dev/virtualip/agent/vrrp/Sample.java");

    @Test
    void cleanFilePasses() {
        String clean = "/** A sample. */\npublic final class Sample {\n    void run() {}\n}\n";

        assertThat(TextRules.check(SHIPPED, clean)).isEmpty();
        assertThat(TextRules.checkJava(SHIPPED, clean)).isEmpty();
        assertThat(JavaSources.check(Map.of(SHIPPED, clean))).isEmpty();
    }

    @Test
    void longFileIsRefused() {
        assertThat(TextRules.checkJava(SHIPPED, "\n".repeat(TextRules.MAX_LINES)))
                .isEmpty();
        assertThat(TextRules.checkJava(SHIPPED, "\n".repeat(TextRules.MAX_LINES + 1)))
                .hasSize(1);
    }

    @Test
    void longLineIsRefusedByCharactersNotBytes() {
        assertThat(TextRules.checkJava(SHIPPED, "é".repeat(TextRules.MAX_COLUMNS)))
                .isEmpty();
        assertThat(TextRules.checkJava(SHIPPED, "x".repeat(TextRules.MAX_COLUMNS + 1)))
                .hasSize(1);
    }

    @Test
    void longMethodIsRefused() {
        assertThat(methodOfLines(SyntaxRules.MAX_METHOD_LINES)).isEmpty();
        assertThat(methodOfLines(SyntaxRules.MAX_METHOD_LINES + 1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ByteUtils", "a/util/B", "RouterManager", "a/common/B", "ClientImpl", "TestHelper"})
    void nameWithABannedWordIsRefused(String name) {
        assertThat(TextRules.bannedWords(name)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Implementation", "UtilityCosts", "Simplified", "a/commonwealth/B"})
    void nameThatContainsABannedWordInsideAnotherPasses(String name) {
        assertThat(TextRules.bannedWords(name)).isEmpty();
    }

    @Test
    void nestedTypeWithABannedWordIsRefused() {
        assertThat(syntax(FIXTURE, "class Sample { class RouterImpl {} }")).hasSize(1);
    }

    @Test
    void postponedWorkAndMachinePathsAreRefused() {
        assertThat(TextRules.check(SHIPPED, "// TO" + "DO later")).hasSize(1);
        assertThat(TextRules.check(SHIPPED, "home: /wo" + "rk/main")).hasSize(1);
        assertThat(TextRules.check(SHIPPED, "/usr/lib/jvm/" + "temurin-25")).hasSize(1);
        assertThat(TextRules.check(SHIPPED, "for place in /usr/lib/jvm/*; .github/wo" + "rk/x"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.nanoTime()", "java.time.Instant.now()", "new java.util.Random()", "Math.random()"})
    void purePackageThatReadsTheWorldIsRefused(String call) {
        String text =
                "import java.time.Instant; class Sample { Object x = " + call.replaceAll("java\\.\\w+\\.", "") + "; }";

        assertThat(syntax(SHIPPED, text)).hasSize(1);
        assertThat(syntax(FIXTURE, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.concurrent.ScheduledExecutorService threads",
                "java.util.concurrent.ForkJoinPool threads",
                "java.util.Timer timer",
                "Object work = CompletableFuture.runAsync(() -> {})",
                "Object work = Executors.newScheduledThreadPool(1)",
                "Object work = threads.submit(() -> {})",
                "Object work = threads.submit(this::run)"
            })
    void shippedWorkThatCanHideItsFailureIsRefused(String field) {
        String text = "class Sample { " + field + "; }";

        assertThat(syntax(SHIPPED, text)).hasSize(1);
        assertThat(syntax(FIXTURE, text)).isEmpty();
    }

    @Test
    void workWhoseFailureIsHandledPasses() {
        assertThat(syntax(SHIPPED, "class Sample { void run() { threads.execute(this::run); poll.submit(POLL_IN); } }"))
                .isEmpty();
    }

    @Test
    void skippedTestIsRefused() {
        assertThat(syntax(TEST, "class SampleTest { @Test @Disabled void run() {} }"))
                .hasSize(1);
    }

    @Test
    void testThatNoRunnerFindsIsRefused() {
        assertThat(syntax(TEST, "class SampleTest { @Test void run() {} }")).isEmpty();
        assertThat(syntax(FIXTURE, "class Sample { @Test void run() {} }")).hasSize(1);
    }

    @Test
    void publicTypeWithoutDocCommentIsRefused() {
        assertThat(syntax(SHIPPED, "public class Sample {}")).hasSize(1);
        assertThat(syntax(SHIPPED, "class Sample {}")).isEmpty();
        assertThat(syntax(FIXTURE, "public class Sample {}")).isEmpty();
    }

    @Test
    void packageWithoutDescriptionIsRefused() {
        Path info = SHIPPED.resolveSibling("package-info.java");

        assertThat(PackageRules.check(Map.of(SHIPPED, ""))).hasSize(1);
        assertThat(PackageRules.check(Map.of(SHIPPED, "", info, "package a;"))).hasSize(1);
        assertThat(PackageRules.check(Map.of(SHIPPED, "", info, "/** A. */ @NullMarked package a;")))
                .isEmpty();
    }

    @Test
    void largePackageIsRefused() {
        Map<Path, String> files = new HashMap<>();
        for (int i = 0; i < PackageRules.MAX_FILES; i++) {
            files.put(FIXTURE.resolveSibling("Sample" + i + ".java"), "");
        }

        assertThat(PackageRules.check(files)).isEmpty();
        files.put(FIXTURE, "");
        assertThat(PackageRules.check(files)).hasSize(1);
    }

    @Test
    void nameOfTwoShippedTypesIsRefused() {
        Path info = SHIPPED.resolveSibling("package-info.java");
        Path other = Path.of("operator/src/main/java/dev/virtualip/operator/Sample.java");
        String described = "/** A. */ @NullMarked package a;";

        assertThat(PackageRules.check(Map.of(
                        SHIPPED, "", info, described, other, "", other.resolveSibling(info.getFileName()), described)))
                .hasSize(1);
    }

    @Test
    void fileWithAnotherNameThanItsTypeIsRefused() {
        assertThat(syntax(TEST, "class OtherTest {}")).hasSize(1);
    }

    @Test
    void discouragedWordIsRefusedInCommentsAndStringsOnly() {
        assertThat(JavaText.discouragedWords(
                        "/** Whoever\n * goes\n * on. */ int anew; String s = \"nobody\"; // it shall"))
                .hasSize(4);
        assertThat(JavaText.discouragedWords("int nobody = '\"'; char afresh = '/'; int a = 1 / 2 / shall;"))
                .isEmpty();
        assertThat(JavaText.discouragedWords("String s = \"\"\"\n  who has \\\"\"\" it\n  \"\"\"; int anew;"))
                .hasSize(1);
        assertThat(TextRules.checkJava(SHIPPED, "// Nobody")).hasSize(1);
        assertThat(TextRules.checkJava(FIXTURE, "// Nobody")).isEmpty();
    }

    @Test
    void typeDocThatAsksIsRefused() {
        assertThat(JavaText.questionDocs("/** What it is. */\n@A(b = 1)\npublic final class A {}"))
                .isEqualTo(1);
        assertThat(JavaText.questionDocs("/**\n * How it goes.\n *\n * @param a x\n */\nrecord A(int a) {}"))
                .isEqualTo(1);
        assertThat(JavaText.questionDocs("/** Reads. */\nclass A {\n    /** What it is. */\n    int a;\n}\n"))
                .isZero();
        assertThat(TextRules.checkJava(SHIPPED, "/** What it is. */\nclass Sample {}"))
                .hasSize(1);
    }

    private static List<Problem> methodOfLines(int lines) {
        return syntax(FIXTURE, "class Sample {\nvoid run() {" + "\n".repeat(lines - 1) + "}\n}");
    }

    private static List<Problem> syntax(Path file, String text) {
        return JavaSources.check(Map.of(file, text));
    }
}
