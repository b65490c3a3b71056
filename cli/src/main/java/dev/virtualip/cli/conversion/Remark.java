package dev.virtualip.cli.conversion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that a person should know about one line of a configuration. It never holds a secret.
 *
 * @param place the line
 * @param text what is to be known and what to do about it, without a line break
 */
public record Remark(SourceLine place, String text) {
    /** How many lines a remark lists beside its first. */
    private static final int MAX_LINES = 10;

    /** Replaces control characters: the text may quote the file. */
    public Remark {
        text = oneLine(text);
    }

    /** The text with a question mark for every control character, so that it stays on one line of a terminal. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]", "?");
    }

    @Override
    public String toString() {
        return place + ": " + text;
    }

    /** The remarks as a person reads them: one that holds for several lines of a file stands once, with its lines. */
    public static List<String> lines(List<Remark> remarks) {
        Map<Remark, List<Integer>> lines = new LinkedHashMap<>();
        for (Remark remark : remarks) {
            Remark anywhere = new Remark(new SourceLine(remark.place.file(), 0), remark.text);
            lines.computeIfAbsent(anywhere, key -> new ArrayList<>()).add(remark.place.line());
        }
        return lines.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String line(Remark remark, List<Integer> lines) {
        String text = new SourceLine(remark.place.file(), lines.getFirst()) + ": " + remark.text;
        if (lines.size() == 1) {
            return text;
        }
        String others = lines.subList(1, Math.min(lines.size(), 1 + MAX_LINES)).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        int more = lines.size() - 1 - MAX_LINES;
        return text + " (also line " + others + (more > 0 ? " and %d more)".formatted(more) : ")");
    }
}
