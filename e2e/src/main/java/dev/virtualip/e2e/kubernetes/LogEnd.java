package dev.virtualip.e2e.kubernetes;

import java.util.List;

/** The end of a log, for messages. */
final class LogEnd {
    private static final int LINES = 15;

    private LogEnd() {}

    /** The last lines of a text, each ended. */
    static String of(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())) + "\n";
    }
}
