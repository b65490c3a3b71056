package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.golden.GoldenFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names, package sizes and wording of shipped sources; {@code ratchet.txt} lists the remaining exceptions. */
class RatchetTest {
    private static final int MAX_PACKAGE_FILES = 25;
    private static final String FILE = "ratchet.txt";

    private final Map<Path, String> shipped = Repository.here().javaTexts().entrySet().stream()
            .filter(file -> file.getKey().toString().contains("src/main/java/"))
            .filter(file -> !file.getKey().endsWith("package-info.java"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    @Test
    void everyExceptionIsListedAndNoneHasGrown() {
        Map<String, Integer> present = present();
        Ratchet ratchet = Ratchet.parse(GoldenFiles.read(FILE));

        assertThat(ratchet.exceeded(present)).isEmpty();
        assertThat(ratchet.bounds().keySet())
                .as("exceptions that are gone: -Dgolden.write=true removes them")
                .allMatch(subject -> isRewritten() || present.containsKey(subject));
        if (isRewritten()) {
            GoldenFiles.check(FILE, ratchet.lowered(present).text());
        }
    }

    @Test
    void numberThatGrowsIsRefused() {
        Ratchet ratchet = Ratchet.parse("# a comment\n\n3 words in agent\n");

        assertThat(ratchet.exceeded(Map.of("words in agent", 3))).isEmpty();
        assertThat(ratchet.exceeded(Map.of("words in agent", 4))).containsKey("words in agent");
        assertThat(ratchet.exceeded(Map.of("words in cli", 1))).containsKey("words in cli");
    }

    @Test
    void numberThatShrinksLowersTheBound() {
        Ratchet ratchet = Ratchet.parse("3 words in agent\n2 declarations of A\n");

        assertThat(ratchet.lowered(Map.of("words in agent", 1)).bounds()).isEqualTo(Map.of("words in agent", 1));
        assertThat(Ratchet.parse(ratchet.text())).isEqualTo(ratchet);
    }

    @Test
    void discouragedWordsAreCountedInCommentsAndStringsOnly() {
        assertThat(JavaText.discouragedWords(
                        "/** Whoever\n * goes\n * on. */ int anew; String s = \"nobody\"; // it shall"))
                .isEqualTo(4);
        assertThat(JavaText.discouragedWords("int nobody = '\"'; char afresh = '/'; int a = 1 / 2 / shall;"))
                .isZero();
        assertThat(JavaText.discouragedWords("String s = \"\"\"\n  who has \\\"\"\" it\n  \"\"\"; int anew;"))
                .isEqualTo(1);
    }

    @Test
    void typeDocThatAsksIsCounted() {
        assertThat(JavaText.questionDocs("/** What it is. */\n@A(b = 1)\npublic final class A {}"))
                .isEqualTo(1);
        assertThat(JavaText.questionDocs("/**\n * How it goes.\n *\n * @param a x\n */\nrecord A(int a) {}"))
                .isEqualTo(1);
        assertThat(JavaText.questionDocs("/** Reads. */\nclass A {\n    /** What it is. */\n    int a;\n}\n"))
                .isZero();
    }

    /** Present exceptions by subject. */
    private Map<String, Integer> present() {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Integer> declarations = new TreeMap<>();
        Map<String, Integer> packages = new TreeMap<>();
        shipped.forEach((file, text) -> {
            String module = file.getName(0).toString();
            counts.merge("discouraged words in " + module, JavaText.discouragedWords(text), Integer::sum);
            counts.merge(
                    "type docs that begin with a question in " + module, JavaText.questionDocs(text), Integer::sum);
            declarations.merge("types named " + simpleName(file), 1, Integer::sum);
            packages.merge("files in package " + packageOf(file), 1, Integer::sum);
        });
        counts.values().removeIf(count -> count == 0);
        declarations.values().removeIf(count -> count == 1);
        packages.values().removeIf(count -> count <= MAX_PACKAGE_FILES);
        counts.putAll(declarations);
        counts.putAll(packages);
        return counts;
    }

    private static boolean isRewritten() {
        return Boolean.getBoolean("golden.write");
    }

    private static String simpleName(Path file) {
        return String.valueOf(file.getFileName()).replace(".java", "");
    }

    private static String packageOf(Path file) {
        return Objects.requireNonNull(file.getParent())
                .toString()
                .replaceFirst(".*/java/", "")
                .replace('/', '.');
    }
}
