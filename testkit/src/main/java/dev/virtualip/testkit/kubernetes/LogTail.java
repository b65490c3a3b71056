package dev.virtualip.testkit.kubernetes;

import java.util.List;

/** The end of a log, for messages. */
final class LogTail {
    private static final int LINES = 15;

    private LogTail() {}

    /** The last lines of a text, each ended. */
    static String of(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())) + "\n";
    }
}
