package dev.virtualip.cli.keepalived.parse;

/** A piece of a line: a word, or a brace that was not quoted. */
sealed interface Token {
    /**
     * A word.
     *
     * @param text the word without its quotation marks
     */
    record Word(String text) implements Token {}

    /** A brace that opens or closes a block. */
    enum Brace implements Token {
        OPEN,
        CLOSE
    }
}
