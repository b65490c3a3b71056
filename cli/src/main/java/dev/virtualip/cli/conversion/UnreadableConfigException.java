package dev.virtualip.cli.conversion;

import java.io.Serial;

/** A configuration that cannot be read at all; the message names the place and the remedy. */
public final class UnreadableConfigException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure at a line of a file. */
    public UnreadableConfigException(SourceLine place, String text) {
        super(Remark.oneLine(place + ": " + text));
    }

    /** A failure of a whole file. */
    public UnreadableConfigException(String file, String text) {
        super(Remark.oneLine(file + ": " + text));
    }
}
