package dev.virtualip.cli.keepalived.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trees of directives out of keepalived's syntax, and text that has none. */
class ConfigParserTest {
    @TempDir
    private Path folder = Path.of("");

    private ParsedConfig read(String text, @Nullable String configId) throws IOException, UnreadableConfigException {
        Path file = folder.resolve("a.conf");
        Files.writeString(file, text);
        return ConfigParser.read(file, configId);
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
                "a 'b c' d|a,'b,c',d",
                "auth_pass 'ab12'|auth_pass,'ab12'",
                "auth_pass ab\\12|auth_pass,ab\\12",
                "description it's|description,it's",
                "a ab\" efg h jkl \"mnop|a,ab, efg h jkl ,mnop",
                "a b\\ c|a,b\\,c",
                "a \"\\x41\\102\"|a,\\x41\\102",
                "a b\\#c|a,b#c",
                "a \"b\\#c\"|a,b\\#c",
                "a it's # it's|a,it's",
                "a b # c|a,b",
                "a b !c|a,b",
                "a \"b # c ! d\"|a,b # c ! d",
                "a ${b}|a,${b}",
                "a \"{\"|a,{"
            })
    void lineIsCutIntoWords(String line, String words) throws IOException, UnreadableConfigException {
        assertThat(words(line)).containsExactly(List.of(words.split(",", -1)));
    }

    @Test
    void braceOpensItsBlockAtTheEndOfALineOnTheNextOrInTheMiddle() throws IOException, UnreadableConfigException {
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
                "a\\n<<<<<<< HEAD\\nb|:2: a merge conflict that is not resolved: keep one of the two sides",
                "include|:1: include names no file: add the file's name",
                "include a.conf|:1: the file includes itself: remove the include line at"
            })
    void unreadableConfigIsRefusedWithPlaceAndRemedy(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n"), null))
                .isInstanceOf(UnreadableConfigException.class)
                .hasMessageContaining("a.conf" + message);
    }

    @Test
    void nestingHasABound() {
        assertThatThrownBy(() -> read("a {\n".repeat(10_000), null)).hasMessageContaining("nested more than 32 deep");
    }

    @Test
    void missingFileIsRefusedWithItsName() {
        assertThatThrownBy(() -> ConfigParser.read(folder.resolve("none.conf"), null))
                .hasMessageEndingWith("none.conf: there is no such file: check its name");
        assertThatThrownBy(() -> ConfigParser.read(folder, null))
                .hasMessageEndingWith("cannot be read: check that it is a file and that you may read it");
    }

    @Test
    void conditionDecidesOnTheConfigId() throws IOException, UnreadableConfigException {
        String text = "@one a\n@^one b\n@two c\n";
        assertThat(read(text, "one").directives()).map(Directive::keyword).containsExactly("a");
        assertThat(read(text, "two").directives()).map(Directive::keyword).containsExactly("b", "c");
        assertThat(read(text, null).directives()).isEmpty();
        assertThat(read(text, null).remarks()).hasSize(3);
        assertThat(read(text, "one").remarks()).hasSize(2);
    }

    @Test
    void parameterIsPutInWhereItIsUsed() throws IOException, UnreadableConfigException {
        String text = "$BASE=10.2.${SUB}\n$SUB=0\na ${BASE}.100/32\n$SUB=10\na ${BASE}.100/32 $BASEx $SUB\n";
        assertThat(words(text))
                .containsExactly(List.of("a", "10.2.0.100/32"), List.of("a", "10.2.10.100/32", "$BASEx", "10"));
    }

    @Test
    void parameterOfSeveralLinesIsSeveralLines() throws IOException, UnreadableConfigException {
        ParsedConfig tree = read("$BLOCK= \\\n a { \\\n @x b $N \\\n c \\\n }\n$N=1\n$BLOCK\n", "x");
        Directive block = tree.directives().getFirst();
        assertThat(block.block()).map(Directive::words).containsExactly(List.of("b", "1"), List.of("c"));
        assertThat(block.place().line()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$A= \\;1 \\;# c \\;2;${A}|1,2",
                "$A= \\;1 # c \\;2;${A}|1,2",
                "$A= \\ # c;1 \\;2;${A}|1,2",
                "$A= \\;1 \\;# c;2;${A}|2,1",
                "$A= \\;1 \\;;2;${A}|2,1",
                "$A= \\;1 # c;2;${A}|2,1"
            })
    void commentInADefinitionContinuesItOnlyWithABackslash(String lines, String keywords)
            throws IOException, UnreadableConfigException {
        ParsedConfig tree = read(lines.replace(';', '\n') + "\n", null);
        assertThat(tree.directives()).map(Directive::keyword).containsExactly(keywords.split(",", -1));
        boolean commentEnds = lines.contains("# c;2") && lines.contains("\\;# c;");
        assertThat(tree.remarks()).hasSize(commentEnds ? 1 : 0);
    }

    @Test
    void encodingThatKeepalivedDoesNotReadIsNamed() throws IOException, UnreadableConfigException {
        Path file = folder.resolve("a.conf");
        Files.write(file, "a b\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> ConfigParser.read(file, null)).hasMessageContaining("is in UTF-16: save it as UTF-8");
        Files.write(file, "a b\n".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> ConfigParser.read(file, null)).hasMessageContaining("is in UTF-16: save it as UTF-8");

        ParsedConfig marked = read("\uFEFFa b\n", null);
        assertThat(marked.directives().getFirst().words()).containsExactly("a", "b");
        assertThat(remarks(marked)).singleElement().asString().contains(":1: begins with a byte order mark");

        Files.write(file, "a b # gr\u00fcn\na gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(remarks(ConfigParser.read(file, null)))
                .singleElement()
                .asString()
                .contains(":2: has bytes that are not UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\u00a0b|space that is none to keepalived",
                "a \u201cb\u201d|typographic quotation mark",
                "a b\u200b|space that is none to keepalived"
            })
    void characterThatLooksLikeAnotherIsNamed(String line, String remark)
            throws IOException, UnreadableConfigException {
        assertThat(remarks(read("x\n" + line + "\n", null)))
                .singleElement()
                .asString()
                .contains(":2: ", remark);
        assertThat(read("x # " + line + "\n", null).remarks()).isEmpty();
    }

    private static List<String> remarks(ParsedConfig tree) {
        return tree.remarks().stream().map(Remark::toString).toList();
    }

    @Test
    void bracesThatDependOnTheConfigIdAskForIt() throws IOException, UnreadableConfigException {
        String text = "@lb01 a {\n@lb02 b {\nc\n}\n";
        assertThat(read(text, "lb01").directives()).hasSize(1);
        assertThatThrownBy(() -> read(text, null))
                .hasMessageContaining("a.conf:1: @lb01: left out")
                .hasMessageContaining("--config-id");
        assertThatThrownBy(() -> read("a {\n@lb01 }\n", null))
                .hasMessageContaining("a.conf:2: @lb01")
                .hasMessageContaining("--config-id");
    }

    @Test
    void absoluteIncludeThatIsNotThereSaysToImportOnTheHost() throws IOException, UnreadableConfigException {
        assertThat(remarks(read("include /none/such/*.conf\na\n", null)))
                .singleElement()
                .asString()
                .contains("an absolute name", "import on the host itself");
    }

    @Test
    void sequenceIsReportedNotToBeUnderstood() throws IOException, UnreadableConfigException {
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
    void commentThatCutsAWordIsPointedOut() throws IOException, UnreadableConfigException {
        assertThat(read("auth_pass pass!word", null).remarks())
                .singleElement()
                .matches(remark -> remark.text().startsWith("'!' begins a comment in the middle of a word"))
                .matches(remark -> !remark.text().contains("pass!word"));
    }
}
