package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.docs.MarkdownPage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Each {@code virtualip} command in the documentation is one that the program knows, with these options. */
class DocumentedCommandsTest {
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:\\$ )?(?:cli/bin/virtualip|virtualip|kubectl vip) ([^\\n]*)$");

    /** What a shell takes: redirections, pipes, further commands and comments. */
    private static final Pattern SHELL = Pattern.compile("\\s+(?:\\d?>|\\||&&|;|#).*$");

    record Documented(String place, String arguments) {
        @Override
        public String toString() {
            return place + ": virtualip " + arguments;
        }
    }

    static Stream<Documented> commands() {
        return MarkdownPage.all().stream()
                .flatMap(page -> page.blocks(Set.of("", "sh", "text", "console")).stream())
                .flatMap(block -> COMMAND.matcher(block.text())
                        .results()
                        .map(found -> new Documented(
                                block.toString(),
                                SHELL.matcher(found.group(1)).replaceFirst("").strip())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void documentedCommandIsKnown(Documented documented) {
        assertThat(problem(documented.arguments())).isEmpty();
    }

    @Test
    void unknownCommandIsFound() {
        assertThat(commands()).hasSizeGreaterThan(3);
        assertThat(problem("import metallb a.yaml")).isEmpty();
        assertThat(problem("import metallb --colour a.yaml")).contains("--colour");
        assertThat(problem("bake cake")).isNotEmpty();
    }

    private static String problem(String arguments) {
        CommandLine commandLine =
                CliMain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
        try {
            commandLine.parseArgs(List.of(arguments.split("\\s+")).toArray(String[]::new));
            return "";
        } catch (ParameterException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
