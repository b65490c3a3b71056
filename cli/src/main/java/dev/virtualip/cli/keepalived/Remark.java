package dev.virtualip.cli.keepalived;

/**
 * Something that a person should know about one line of a configuration. It never holds a secret.
 *
 * @param place the line
 * @param text what is to be known and what to do about it, without a line break
 */
public record Remark(Place place, String text) {
    /** Replaces control characters: the text may quote the file. */
    public Remark {
        text = OneLine.of(text);
    }

    @Override
    public String toString() {
        return place + ": " + text;
    }
}
