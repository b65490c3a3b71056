package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.keepalived.ConfigInput;
import dev.virtualip.cli.keepalived.map.KeepalivedImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A word that nobody knows is put behind every line of every configuration, as a directive and as an argument.
 * Wherever it stands, a remark names it, or a remark says that the directive or block around it is left out; where a
 * password may stand, the remark names its line alone.
 */
class NothingIsDroppedTest {
    private static final Pattern BLOCK = Pattern.compile(".* \\(to line (\\d+)\\): .*");
    /** A line with one directive, cut before the brace that opens its block. */
    private static final Pattern DIRECTIVE = Pattern.compile("(\\s*[^@$~#!{}\\s][^#!{}]*?)(\\s*\\{?\\s*)");
    /** The directive is not in the result anyway, with all its arguments; of a password no word is shown. */
    private static final Pattern SAYS_LEFT_OUT =
            Pattern.compile("left out|not yet|no counterpart|not needed|not supported|only its first word counts");

    private static final String STRANGER = "frobnicate";

    static List<Path> configurations() throws IOException {
        List<Path> files = new ArrayList<>();
        for (GoldenCase golden : GoldenCase.all()) {
            // A line within a definition belongs to its uses; hundreds of equal lines take long and show nothing more.
            boolean plain = !golden.toString().matches("parameters|as-keepalived-many-addresses");
            files.addAll(plain ? golden.configurations() : List.of());
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void unknownDirectiveIsNamedWhereverItStands(Path file, @TempDir Path folder)
            throws IOException, UnreadableConfigException {
        List<String> lines = Files.readAllLines(file);
        Path changed = folder.resolve("changed.conf");
        for (int after = 1; after <= lines.size(); after++) {
            List<String> more = new ArrayList<>(lines);
            more.add(after, STRANGER + " 1");
            int line = after + 1;
            assertThat(remarks(changed, more)).as("line %d", line).anyMatch(remark -> covers(remark, line));
        }
    }

    /** Not that with missing arguments: there the word would be taken for the argument. */
    static List<Path> completeConfigurations() throws IOException {
        return configurations().stream()
                .filter(file -> !file.toString().contains("unknown/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("completeConfigurations")
    void unknownArgumentIsNamedBehindEveryDirective(Path file, @TempDir Path folder)
            throws IOException, UnreadableConfigException {
        List<String> lines = Files.readAllLines(file);
        Path changed = folder.resolve("changed.conf");
        for (int i = 0; i < lines.size(); i++) {
            Matcher directive = DIRECTIVE.matcher(lines.get(i));
            if (directive.matches()) {
                List<String> more = new ArrayList<>(lines);
                more.set(i, directive.group(1) + " " + STRANGER + directive.group(2));
                int line = i + 1;
                assertThat(remarks(changed, more))
                        .as(more.get(i))
                        .anyMatch(remark -> covers(remark, line)
                                || (remark.place().line() == line
                                        && SAYS_LEFT_OUT.matcher(remark.text()).find()));
            }
        }
    }

    private static List<Remark> remarks(Path file, List<String> lines) throws IOException, UnreadableConfigException {
        Files.write(file, lines);
        return KeepalivedImport.run(List.of(new ConfigInput(file, null))).remarks();
    }

    private static boolean covers(Remark remark, int line) {
        Matcher block = BLOCK.matcher(remark.text());
        int last = block.matches()
                ? Integer.parseInt(block.group(1))
                : remark.place().line();
        boolean around = remark.place().line() <= line && line <= last;
        boolean concealed = remark.text().startsWith("this line seems to hold a password");
        return around && (block.matches() || concealed || remark.text().contains(STRANGER));
    }
}
