package dev.virtualip.cli.keepalived;

import java.io.Serial;

/** A configuration that cannot be read at all; the message names the place and the remedy. */
public final class UnreadableConfigException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableConfigException(Place place, String text) {
        super(OneLine.of(place + ": " + text));
    }

    UnreadableConfigException(String file, String text) {
        super(OneLine.of(file + ": " + text));
    }
}
