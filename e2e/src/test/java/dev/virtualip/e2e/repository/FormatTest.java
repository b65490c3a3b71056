package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every Java file is as palantir-java-format writes it. {@code -Dformat.write=true} rewrites those that are not.
 *
 * <p>A test and not a plugin, because the formatter must run on the JDK whose language it reads, and Maven may run on
 * an older one.
 */
class FormatTest {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void everyJavaFileIsFormatted() throws IOException {
        Repository repository = Repository.here();
        Map<Path, String> texts = repository.javaTexts();
        Map<Path, String> rewritten = texts.entrySet().parallelStream()
                .collect(Collectors.toMap(Map.Entry::getKey, file -> format(file.getKey(), file.getValue())));
        rewritten.entrySet().removeAll(texts.entrySet());
        if (Boolean.getBoolean("format.write")) {
            for (Map.Entry<Path, String> file : rewritten.entrySet()) {
                Files.writeString(repository.root().resolve(file.getKey()), file.getValue());
            }
            return;
        }
        assertThat(new TreeSet<>(rewritten.keySet()))
                .as("files to rewrite: mvn -pl e2e test -Dtest=FormatTest -Dformat.write=true")
                .isEmpty();
    }

    @Test
    void badlyFormattedFileIsRewritten() {
        assertThat(format(Path.of("A.java"), "class A{int  a;}")).isEqualTo("class A {\n    int a;\n}\n");
    }

    private static String format(Path file, String text) {
        try {
            return FORMATTER.formatSourceAndFixImports(text);
        } catch (FormatterException e) {
            throw new IllegalArgumentException("Cannot format " + file, e);
        }
    }
}
