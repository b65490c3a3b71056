package dev.virtualip.cli.keepalived.parse;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a keepalived configuration with all that it includes. Line by line: comments go, {@code @id} conditions are
 * decided, {@code $NAME} parameters are put in, includes are followed. What it cannot decide becomes a remark.
 */
public final class ConfigParser {
    private static final long MAX_BYTES = 16L << 20;
    private static final int MAX_INCLUDE_DEPTH = 16;
    private static final int MAX_FILES = 1_000;
    private static final int MAX_REPLACEMENTS = 20_000;
    private static final int MAX_NESTING = 500;
    private static final int MAX_LINE = 16_384;
    private static final Pattern CONFLICT_MARKER = Pattern.compile("^(<{7}|>{7}|\\|{7})( |$)");

    private final @Nullable String configId;
    private final ConfigParameters parameters;
    private final BlockParser parser = new BlockParser();
    private final List<Remark> remarks = new ArrayList<>();
    private final Deque<Path> including = new ArrayDeque<>();
    private @Nullable Remark undecided;
    private int files;
    private int replacements;
    private int nesting;

    private ConfigParser(@Nullable String configId) {
        this.configId = configId;
        this.parameters = new ConfigParameters(configId);
    }

    /**
     * Reads a file.
     *
     * @param configId what keepalived's {@code -i} says on that host; null: not known, lines with a condition are left
     *     out with a remark
     */
    public static ParsedConfig read(Path file, @Nullable String configId) throws UnreadableConfigException {
        ConfigParser reader = new ConfigParser(configId);
        reader.readFile(file, null);
        try {
            return new ParsedConfig(file.toString(), reader.parser.finish(), reader.remarks);
        } catch (UnreadableConfigException e) {
            throw reader.cause(e);
        }
    }

    /** Braces that do not match follow from the lines that could not be decided, where there are some with braces. */
    private UnreadableConfigException cause(UnreadableConfigException e) {
        return undecided == null
                ? e
                : new UnreadableConfigException(
                        undecided.place(), undecided.text() + "; without it the braces do not match");
    }

    private void readFile(Path file, @Nullable SourceLine from) throws UnreadableConfigException {
        Path real = realPath(file, from);
        if (including.contains(real)) {
            throw new UnreadableConfigException(
                    new SourceLine(file.toString(), 1), "the file includes itself: remove the include line at " + from);
        }
        if (including.size() == MAX_INCLUDE_DEPTH || ++files > MAX_FILES) {
            throw new UnreadableConfigException(
                    new SourceLine(file.toString(), 1),
                    "too many includes: bring the files together, or include fewer");
        }
        including.push(real);
        lines(file, content(file, from).split("\n", -1));
        including.pop();
    }

    private static Path realPath(Path file, @Nullable SourceLine from) throws UnreadableConfigException {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw unreadable(file, from, e);
        }
    }

    private String content(Path file, @Nullable SourceLine from) throws UnreadableConfigException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UnreadableConfigException(file.toString(), "is larger than 16 MiB: is it a keepalived.conf?");
            }
            byte[] bytes = Files.readAllBytes(file);
            if (UnusualCharacters.isUtf16(bytes)) {
                throw new UnreadableConfigException(
                        file.toString(), "is in UTF-16: save it as UTF-8 (iconv -f UTF-16 -t UTF-8) and import again");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (!text.startsWith(UnusualCharacters.BYTE_ORDER_MARK)) {
                return text;
            }
            remarks.add(new Remark(
                    new SourceLine(file.toString(), 1),
                    "begins with a byte order mark, which keepalived takes as part of the first word and does not"
                            + " understand: left out here; save the file without it"));
            return text.substring(1);
        } catch (IOException e) {
            throw unreadable(file, from, e);
        }
    }

    private static UnreadableConfigException unreadable(Path file, @Nullable SourceLine from, IOException e) {
        String why = e instanceof NoSuchFileException
                ? "there is no such file: check its name"
                : "cannot be read: check that it is a file and that you may read it";
        return new UnreadableConfigException(file.toString(), from == null ? why : why + " (included at " + from + ")");
    }

    private void lines(Path file, String[] lines) throws UnreadableConfigException {
        for (int i = 0; i < lines.length; i++) {
            SourceLine place = new SourceLine(file.toString(), i + 1);
            UncommentedLine line = uncommented(place, lines[i]);
            String text = line.text();
            if (startsDefinition(text)) {
                List<String> parts = new ArrayList<>(List.of(line.withoutContinuation()));
                while (line.continued() && i + 1 < lines.length) {
                    i++;
                    SourceLine next = new SourceLine(file.toString(), i + 1);
                    line = uncommented(next, lines[i]);
                    parts.add(line.withoutContinuation());
                    remarkEndOfDefinition(next, line, lines[i]);
                }
                text = String.join("\n", parts);
            }
            logicalLine(file, place, text);
        }
    }

    /** Keepalived ends a definition at a line of comment alone, unless a backslash ends the comment. */
    private void remarkEndOfDefinition(SourceLine place, UncommentedLine line, String whole) {
        if (line.text().isEmpty() && !whole.isBlank()) {
            remarks.add(new Remark(
                    place,
                    "the comment ends the definition above, in keepalived too: what follows is not part of it; end the"
                            + " comment with a backslash, or move it above the definition"));
        }
    }

    private UncommentedLine uncommented(SourceLine place, String whole) throws UnreadableConfigException {
        if (CONFLICT_MARKER.matcher(whole).find()) {
            throw new UnreadableConfigException(
                    place, "a merge conflict that is not resolved: keep one of the two sides and remove the marks");
        }
        UncommentedLine line = UncommentedLine.of(whole);
        if (!line.cutMark().isEmpty()) {
            remarks.add(new Remark(
                    place,
                    "'%s' begins a comment in the middle of a word: put the word in quotation marks if it is part of it"
                            .formatted(line.cutMark())));
        }
        UnusualCharacters.remark(place, line.text()).ifPresent(remarks::add);
        return line;
    }

    private boolean startsDefinition(String text) {
        if (text.startsWith("@")) {
            String[] parts = text.split("\\s+", 2);
            return parts.length == 2 && ConfigParameters.isDefinition(parts[1]);
        }
        return ConfigParameters.isDefinition(text);
    }

    /** One line after comments are gone; a parameter with several lines leads back here for each of them. */
    private void logicalLine(Path file, SourceLine place, String text) throws UnreadableConfigException {
        String line = text.strip();
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith("@")) {
            conditional(file, place, line);
        } else if (ConfigParameters.isDefinition(line)) {
            parameters.define(line);
        } else if (line.startsWith("~")) {
            remarks.add(new Remark(
                    place, "~SEQ and ~LST are not understood: left out; write the lines out and import again"));
        } else if (IncludePattern.isInclude(line)) {
            include(file, place, line);
        } else {
            replaced(file, place, line);
        }
    }

    private void replaced(Path file, SourceLine place, String line) throws UnreadableConfigException {
        parameters.define("_PWD", String.valueOf(file.toAbsolutePath().getParent()));
        String changed = parameters.replaceFirst(line);
        if (changed == null) {
            remarkUndefined(place, line);
            List<Token> tokens = LineScanner.scan(place, line);
            try {
                parser.line(place, tokens);
            } catch (UnreadableConfigException e) {
                throw cause(e);
            }
            return;
        }
        if (++replacements > MAX_REPLACEMENTS || nesting == MAX_NESTING || changed.length() > MAX_LINE) {
            throw new UnreadableConfigException(
                    place, "its $parameters never come to an end: check whether one contains itself");
        }
        nesting++;
        for (String part : changed.split("\n", -1)) {
            logicalLine(file, place, part);
        }
        nesting--;
    }

    private void remarkUndefined(SourceLine place, String line) {
        String name = ConfigParameters.undefined(line);
        if (name != null) {
            remarks.add(new Remark(place, "${%s}: is not defined: it stays as it is written".formatted(name)));
        }
    }

    private void conditional(Path file, SourceLine place, String line) throws UnreadableConfigException {
        String[] parts = line.split("\\s+", 2);
        boolean negative = parts[0].startsWith("@^");
        String id = parts[0].substring(negative ? 2 : 1);
        if (configId == null) {
            Remark leftOut = new Remark(
                    place, parts[0] + ": left out, it depends on the host's config-id: give it with --config-id");
            remarks.add(leftOut);
            undecided = undecided == null && line.matches(".*[{}].*") ? leftOut : undecided;
        } else if (id.equals(configId) == negative) {
            remarks.add(new Remark(
                    place, "%s: left out, it does not hold for the config-id %s".formatted(parts[0], configId)));
        } else if (parts.length == 2) {
            logicalLine(file, place, parts[1]);
        }
    }

    private void include(Path file, SourceLine place, String line) throws UnreadableConfigException {
        List<Token> tokens = LineScanner.scan(place, line);
        if (tokens.size() < 2) {
            throw new UnreadableConfigException(place, "include names no file: add the file's name");
        }
        String pattern = line.split("\\s+", 2)[1].replace("\"", "");
        Path folder = file.toAbsolutePath().getParent();
        List<Path> found;
        try {
            found = IncludePattern.find(file.resolveSibling(""), pattern);
        } catch (IOException e) {
            throw new UnreadableConfigException(place, "include: %s: %s".formatted(pattern, e.getMessage()));
        }
        remarkWhereIncluded(place, pattern, folder, found);
        for (Path next : found) {
            readFile(next, place);
        }
    }

    /** An absolute name means a file of that host: where the import runs there may be none, or another host's. */
    private void remarkWhereIncluded(SourceLine place, String pattern, @Nullable Path folder, List<Path> found) {
        boolean absolute = pattern.startsWith("/");
        if (found.isEmpty() && absolute) {
            remarks.add(new Remark(
                    place,
                    "include %s: an absolute name, and there is no such file on this machine: import on the host"
                                    .formatted(pattern)
                            + " itself, or copy the file here and write its name relative to %s".formatted(folder)));
        } else if (found.isEmpty()) {
            remarks.add(new Remark(
                    place,
                    "include %s: no such file in %s: copy it beside and import again".formatted(pattern, folder)));
        } else if (absolute && folder != null && found.stream().noneMatch(one -> one.startsWith(folder))) {
            remarks.add(new Remark(
                    place,
                    "include %s: was read from this machine: check that it is the file of the host that you import"
                            .formatted(pattern)));
        }
    }
}
