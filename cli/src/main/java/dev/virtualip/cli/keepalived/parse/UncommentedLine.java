package dev.virtualip.cli.keepalived.parse;

/**
 * A line without its comment, read as keepalived does: {@code #} or {@code !} begins a comment anywhere but within
 * quotation marks ({@code "}) or behind a backslash. A backslash at the very end of the line, even at the end of the
 * comment, continues a definition on the next line.
 *
 * @param text what is left, without white space at its ends; ends with a backslash if the line is continued
 * @param cutMark the character that begins a comment in the middle of a word; empty: none does
 */
record UncommentedLine(String text, String cutMark) {
    private static final char CONTINUATION = '\\';

    static UncommentedLine of(String line) {
        StringBuilder kept = new StringBuilder();
        boolean quoted = false;
        boolean continued = false;
        int comment = -1;
        String whole = line.stripTrailing();
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            boolean escape = c == CONTINUATION && i + 1 < whole.length();
            if (c == CONTINUATION && !escape) {
                continued = true;
            } else if (comment >= 0) {
                i += escape ? 1 : 0;
            } else if (escape) {
                char next = whole.charAt(++i);
                boolean mark = next == '#' || next == '!';
                kept.append(mark && !quoted ? "" : c).append(next);
            } else if (!quoted && (c == '#' || c == '!')) {
                comment = i;
            } else {
                quoted ^= c == '"';
                kept.append(c);
            }
        }
        String text = kept.toString().strip();
        return new UncommentedLine(continued ? text + CONTINUATION : text, cutMark(whole, comment));
    }

    /** The writer may have meant the character as part of the word. */
    private static String cutMark(String line, int comment) {
        boolean cuts = comment > 0 && !Character.isWhitespace(line.charAt(comment - 1));
        return cuts ? line.substring(comment, comment + 1) : "";
    }

    /** Whether a definition continues in the next line. */
    boolean continued() {
        return text.endsWith(String.valueOf(CONTINUATION));
    }

    /** The text without the backslash that continues it. */
    String withoutContinuation() {
        return continued() ? text.substring(0, text.length() - 1).strip() : text;
    }
}
