package dev.virtualip.cli.keepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How keepalived's syntax becomes a tree, and what cannot. */
class ConfigReaderTest {
    @TempDir
    private Path folder = Path.of("");

    private ConfigTree read(String text, @Nullable String configId) throws IOException, UnreadableConfigException {
        Path file = folder.resolve("a.conf");
        Files.writeString(file, text);
        return ConfigReader.read(file, configId);
    }

    private List<List<String>> words(String text) throws IOException, UnreadableConfigException {
        return read(text, null).directives().stream().map(Directive::words).toList();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "a b   c|a,b,c",
                "a \"b  c\"|a,b  c",
                "a 'b c' d|a,b c,d",
                "a ab\" efg h jkl \"mnop|a,ab efg h jkl mnop",
                "a b\\ c|a,b c",
                "a \"\\x41\\102\"|a,AB",
                "a \"\\\"\"|a,\"",
                "a b # c|a,b",
                "a b !c|a,b",
                "a \"b # c ! d\"|a,b # c ! d",
                "a ${b}|a,${b}",
                "a \"{\"|a,{"
            })
    void aLineIsCutIntoWords(String line, String words) throws IOException, UnreadableConfigException {
        assertThat(words(line)).containsExactly(List.of(words.split(",", -1)));
    }

    @Test
    void aBraceOpensItsBlockAtTheEndOfALineOnTheNextOrInTheMiddle() throws IOException, UnreadableConfigException {
        for (String text : List.of("a b {\nc d\n}", "a b\n{\nc d\n}", "a b\n\n! comment\n{ c d }", "a b{c d}")) {
            List<Directive> directives = read(text, null).directives();
            assertThat(directives).as(text).hasSize(1);
            assertThat(directives.getFirst().words()).as(text).containsExactly("a", "b");
            assertThat(directives.getFirst().block().getFirst().words())
                    .as(text)
                    .containsExactly("c", "d");
        }
    }

    @Test
    void placesAreThoseOfTheKeywordAndItsLastLine() throws IOException, UnreadableConfigException {
        Directive block = read("\n# comment\na\n{\n b\n}\n", null).directives().getFirst();
        assertThat(block.place().line()).isEqualTo(3);
        assertThat(block.lastLine()).isEqualTo(6);
        assertThat(block.block().getFirst().place().line()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a {\\nb|:1: the block of 'a' is never closed: add a '}' at its end",
                "a {\\nb {\\n}|:1: the block of 'a' is never closed: add a '}' at its end",
                "a\\n}|:2: '}' closes nothing: remove it, or open its block with '{'",
                "{\\n}|:1: '{' has no keyword before it: remove it or name the block",
                "a \"b|:1: a quotation mark (\") is never closed: close it on the same line",
                "$A=${A} x\\nb ${A}|:2: its $parameters never come to an end: check whether one contains itself",
                "include|:1: include names no file: add the file's name",
                "include a.conf|:1: the file includes itself: remove the include line at"
            })
    void whatCannotBeReadIsRefusedWithPlaceAndRemedy(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n"), null))
                .isInstanceOf(UnreadableConfigException.class)
                .hasMessageContaining("a.conf" + message);
    }

    @Test
    void nestingHasABound() {
        assertThatThrownBy(() -> read("a {\n".repeat(10_000), null)).hasMessageContaining("nested more than 32 deep");
    }

    @Test
    void aMissingFileIsRefusedWithItsName() {
        assertThatThrownBy(() -> ConfigReader.read(folder.resolve("none.conf"), null))
                .hasMessageEndingWith("none.conf: there is no such file: check its name");
        assertThatThrownBy(() -> ConfigReader.read(folder, null))
                .hasMessageEndingWith("cannot be read: check that it is a file and that you may read it");
    }

    @Test
    void aConditionDecidesOnTheConfigId() throws IOException, UnreadableConfigException {
        String text = "@one a\n@^one b\n@two c\n";
        assertThat(read(text, "one").directives()).map(Directive::keyword).containsExactly("a");
        assertThat(read(text, "two").directives()).map(Directive::keyword).containsExactly("b", "c");
        assertThat(read(text, null).directives()).isEmpty();
        assertThat(read(text, null).remarks()).hasSize(3);
        assertThat(read(text, "one").remarks()).hasSize(2);
    }

    @Test
    void aParameterIsPutInWhereItIsUsed() throws IOException, UnreadableConfigException {
        String text = "$BASE=10.2.${SUB}\n$SUB=0\na ${BASE}.100/32\n$SUB=10\na ${BASE}.100/32 $BASEx $SUB\n";
        assertThat(words(text))
                .containsExactly(List.of("a", "10.2.0.100/32"), List.of("a", "10.2.10.100/32", "$BASEx", "10"));
    }

    @Test
    void aParameterOfSeveralLinesIsSeveralLines() throws IOException, UnreadableConfigException {
        ConfigTree tree = read("$BLOCK= \\\n a { \\\n @x b $N \\\n c \\\n }\n$N=1\n$BLOCK\n", "x");
        Directive block = tree.directives().getFirst();
        assertThat(block.block()).map(Directive::words).containsExactly(List.of("b", "1"), List.of("c"));
        assertThat(block.place().line()).isEqualTo(7);
    }

    @Test
    void aSequenceIsSaidNotToBeUnderstood() throws IOException, UnreadableConfigException {
        assertThat(read("~SEQ(N, 1, 3) a $N\n", null).remarks())
                .singleElement()
                .matches(remark -> remark.place().line() == 1 && remark.text().contains("left out"));
    }

    @Test
    void wildcardsOfIncludesMatchInTheOrderOfNames() throws IOException, UnreadableConfigException {
        Files.createDirectories(folder.resolve("d"));
        Files.writeString(folder.resolve("d/2.conf"), "second");
        Files.writeString(folder.resolve("d/1.conf"), "first");
        Files.writeString(folder.resolve("d/.hidden.conf"), "hidden");
        assertThat(words("include d/*.conf\nthird"))
                .containsExactly(List.of("first"), List.of("second"), List.of("third"));
    }

    @Test
    void aCommentThatCutsAWordIsPointedOut() throws IOException, UnreadableConfigException {
        assertThat(read("auth_pass pass!word", null).remarks())
                .singleElement()
                .matches(remark -> remark.text().startsWith("'!' begins a comment in the middle of a word"))
                .matches(remark -> !remark.text().contains("pass!word"));
    }
}
