package dev.virtualip.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Wraps a sentence at blanks. */
public final class WrappedLine {
    private WrappedLine() {}

    /** Returns lines of at most this width; a longer word has a line of its own. */
    public static List<String> of(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
