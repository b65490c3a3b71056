package dev.virtualip.cli.keepalived;

/** Keeps what a file holds from breaking a message into several lines or from steering the terminal. */
final class OneLine {
    private OneLine() {}

    /** The text with a question mark for every control character. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]", "?");
    }
}
