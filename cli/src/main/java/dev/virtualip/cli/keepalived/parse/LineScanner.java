package dev.virtualip.cli.keepalived.parse;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts one line into words and braces, as keepalived cuts an ordinary line: words end at white space; a word that
 * begins with {@code "} extends to the next {@code "} and keeps white space and braces; a {@code "} in the middle of a
 * word begins another word. Apostrophes and backslashes are characters like any other.
 */
final class LineScanner {
    private static final String WHITE_SPACE = " \t\f\n\r\u000b";

    private final SourceLine place;
    private final String line;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    private LineScanner(SourceLine place, String line) {
        this.place = place;
        this.line = line;
    }

    static List<Token> scan(SourceLine place, String line) throws UnreadableConfigException {
        LineScanner scanner = new LineScanner(place, line);
        while (scanner.next < line.length()) {
            scanner.step();
        }
        return List.copyOf(scanner.tokens);
    }

    private void step() throws UnreadableConfigException {
        char c = line.charAt(next);
        switch (c) {
            case '"' -> quoted();
            case '{' -> brace(Token.Brace.OPEN);
            case '}' -> brace(Token.Brace.CLOSE);
            default -> {
                if (isWhiteSpace(c)) {
                    next++;
                } else {
                    word();
                }
            }
        }
    }

    private void quoted() throws UnreadableConfigException {
        int end = line.indexOf('"', next + 1);
        if (end < 0 && !balanced()) {
            throw new UnreadableConfigException(
                    place, "a quotation mark (\") is never closed: close it on the same line");
        }
        int stop = end < 0 ? line.length() : end;
        tokens.add(new Token.Word(line.substring(next + 1, stop)));
        next = stop + 1;
    }

    /** Whether the marks pair up where {@code \"} is none: so the lines of scripts are read. */
    private boolean balanced() {
        boolean even = true;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else {
                even ^= line.charAt(i) == '"';
            }
        }
        return even;
    }

    private void brace(Token.Brace brace) {
        tokens.add(brace);
        next++;
    }

    /** A parameter that is not defined, like {@code ${NAME}}, stays part of its word, as keepalived has it. */
    private void word() {
        int start = next;
        while (next < line.length()) {
            char c = line.charAt(next);
            int end = c == '{' && next > start && line.charAt(next - 1) == '$' ? line.indexOf('}', next) : -1;
            if (end < 0 && (isWhiteSpace(c) || c == '"' || c == '{' || c == '}')) {
                break;
            }
            next = Math.max(next, end) + 1;
        }
        tokens.add(new Token.Word(line.substring(start, next)));
    }

    private static boolean isWhiteSpace(char c) {
        return WHITE_SPACE.indexOf(c) >= 0;
    }
}
