package dev.virtualip.cli.keepalived;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts one line into words and braces: words end at white space, quotation marks of either kind keep white space and
 * braces together, and a backslash takes the special meaning from the character behind it.
 */
final class LineScanner {
    private final Place place;
    private final String line;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int next;

    private LineScanner(Place place, String line) {
        this.place = place;
        this.line = line;
    }

    static List<Token> scan(Place place, String line) throws UnreadableConfigException {
        LineScanner scanner = new LineScanner(place, line);
        while (scanner.next < line.length()) {
            scanner.step();
        }
        scanner.endWord();
        return List.copyOf(scanner.tokens);
    }

    private void step() throws UnreadableConfigException {
        char c = line.charAt(next++);
        switch (c) {
            case '"', '\'' -> quoted(c);
            case '\\' -> escaped();
            case '{' -> openingBrace();
            case '}' -> brace(Token.Brace.CLOSE);
            default -> {
                if (Character.isWhitespace(c)) {
                    endWord();
                } else {
                    add(c);
                }
            }
        }
    }

    private void quoted(char mark) throws UnreadableConfigException {
        inWord = true;
        while (next < line.length()) {
            char c = line.charAt(next++);
            if (c == mark) {
                return;
            }
            if (c == '\\') {
                escaped();
            } else {
                word.append(c);
            }
        }
        throw new UnreadableConfigException(
                place, "a quotation mark (%c) is never closed: close it on the same line".formatted(mark));
    }

    private void escaped() {
        inWord = true;
        if (next == line.length()) {
            word.append('\\');
            return;
        }
        char c = line.charAt(next++);
        switch (c) {
            case 'n' -> word.append('\n');
            case 't' -> word.append('\t');
            case 'r' -> word.append('\r');
            case 'x' -> numeric(16, Integer.MAX_VALUE);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                next--;
                numeric(8, 3);
            }
            default -> word.append(c);
        }
    }

    private void numeric(int radix, int maxDigits) {
        int value = 0;
        for (int digits = 0; digits < maxDigits && next < line.length(); digits++) {
            int digit = Character.digit(line.charAt(next), radix);
            if (digit < 0) {
                break;
            }
            value = (value * radix + digit) & 0xff;
            next++;
        }
        word.append((char) value);
    }

    /** A parameter that nobody defined, like {@code ${NAME}}, stays part of its word, as keepalived has it. */
    private void openingBrace() {
        int end = line.indexOf('}', next);
        boolean parameter = !word.isEmpty() && word.charAt(word.length() - 1) == '$' && end >= 0;
        if (parameter) {
            word.append(line, next - 1, end + 1);
            next = end + 1;
        } else {
            brace(Token.Brace.OPEN);
        }
    }

    private void brace(Token.Brace brace) {
        endWord();
        tokens.add(brace);
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            tokens.add(new Token.Word(word.toString()));
            word.setLength(0);
            inWord = false;
        }
    }
}
