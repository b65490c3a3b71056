package dev.virtualip.cli.keepalived.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The keywords of keepalived up to 2.4 about VRRP and the process, as {@code keepalived-keywords.txt} lists them. */
class KeywordInventoryTest {
    private static final Path INVENTORY = Path.of("src/test/resources/keepalived-keywords.txt");

    static List<String> keywords() throws IOException {
        return Files.readAllLines(INVENTORY).stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> List.of(line.split(" ", -1)).stream())
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keywords")
    void everyKeywordIsTranslatedOrExplained(String keyword) {
        boolean translated = HostKeywords.TOP.knows(keyword)
                || HostKeywords.GLOBAL.knows(keyword)
                || InstanceKeywords.TABLE.knows(keyword);
        assertThat(translated || UnsupportedDirectives.texts().containsKey(keyword))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("explained")
    void explanationSaysWhetherItComesAndWhatToDo(String text) {
        assertThat(text)
                .startsWith("no")
                .containsAnyOf("not yet: ", "no counterpart: ")
                .hasSizeGreaterThan(40);
    }

    static List<String> explained() {
        return UnsupportedDirectives.texts().values().stream().distinct().toList();
    }
}
