package dev.virtualip.cli.keepalived.parse;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.SourceLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what editors and copied web pages leave in a configuration: characters that look like others, or like none. */
public final class UnusualCharacters {
    static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What a byte that is no UTF-8 becomes when it is read. */
    private static final char REPLACEMENT = '\uFFFD';

    /** Spaces that are no white space to keepalived, invisible characters, typographic quotation marks. */
    private static final Pattern ODD =
            Pattern.compile("[\\u00A0\\u2000-\\u200F\\u202F\\u205F\\u2060\\u3000\\uFEFF\\u2018-\\u201F\\uFF02\\uFFFD]");

    private UnusualCharacters() {}

    /** Whether a file is in UTF-16, with or without a byte order mark. */
    static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean mark = (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff);
        return mark || (first == 0) != (second == 0);
    }

    /** The remark about a line that has such a character outside of its comment; it never quotes the line. */
    static Optional<Remark> remark(SourceLine place, String line) {
        Matcher odd = ODD.matcher(line);
        return odd.find() ? Optional.of(new Remark(place, text(odd.group().charAt(0)))) : Optional.empty();
    }

    /** Whether a word has such a character. */
    public static boolean in(String word) {
        return ODD.matcher(word).find();
    }

    /** Whether a text was read from bytes that are no UTF-8. */
    public static boolean isDamaged(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    private static String text(char odd) {
        return switch (odd) {
            case REPLACEMENT ->
                "has bytes that are not UTF-8 (Latin-1 or GBK?): convert the file to UTF-8, or use ASCII here";
            case '\u2018', '\u2019', '\u201A', '\u201B', '\u201C', '\u201D', '\u201E', '\u201F', '\uFF02' ->
                "has a typographic quotation mark (U+%04X), part of the word to keepalived: replace it by \""
                        .formatted((int) odd);
            default ->
                "has a space that is none to keepalived, but part of the word (U+%04X): replace it by a plain space"
                        .formatted((int) odd);
        };
    }
}
