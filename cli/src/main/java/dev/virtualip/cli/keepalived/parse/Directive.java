package dev.virtualip.cli.keepalived.parse;

import dev.virtualip.cli.conversion.SourceLine;
import java.util.List;

/**
 * One directive: a keyword, its arguments, and the block behind it.
 *
 * @param place the line of the keyword
 * @param words the keyword and its arguments; at least one
 * @param block the directives between its braces; empty if it has none
 * @param lastLine the line of the closing brace, or of the directive itself
 */
public record Directive(SourceLine place, List<String> words, List<Directive> block, int lastLine) {
    /** Keeps copies of the lists. */
    public Directive {
        words = List.copyOf(words);
        block = List.copyOf(block);
    }

    /** The keyword. */
    public String keyword() {
        return words.getFirst();
    }

    /** The text form without arguments: one of them may be a password. */
    @Override
    public String toString() {
        return place + ": " + keyword();
    }
}
