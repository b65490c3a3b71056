package dev.virtualip.cli.keepalived;

/** What became of a directive. There is no way to say "dropped". */
sealed interface Outcome {
    /** It is in the result. */
    record Translated() implements Outcome {}

    /** It says what holds anyway. */
    record SameAsDefault() implements Outcome {}

    /**
     * It is not in the result, with everything in its block, and a person is told so.
     *
     * @param text why, and what to do instead
     */
    record Told(String text) implements Outcome {}

    /**
     * As {@link Told}, but the remark must not show the directive: it may be a password.
     *
     * @param text why, and what to do instead
     */
    record Concealed(String text) implements Outcome {}

    /** It is in the result. */
    Outcome TRANSLATED = new Translated();

    /** It says what holds anyway. */
    Outcome SAME_AS_DEFAULT = new SameAsDefault();
}
