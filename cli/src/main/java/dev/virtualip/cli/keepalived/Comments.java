package dev.virtualip.cli.keepalived;

/** Finds where a comment begins: at {@code #} or {@code !}, anywhere in a line, but not within quotation marks. */
final class Comments {
    private Comments() {}

    /** The index of the character that begins the comment, or the length of the line. */
    static int start(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '#' || c == '!') {
                return i;
            }
        }
        return line.length();
    }

    /** Whether a comment begins within a word: the writer may have meant the character as part of the word. */
    static boolean cutsWord(String line, int start) {
        return start > 0 && start < line.length() && !Character.isWhitespace(line.charAt(start - 1));
    }
}
