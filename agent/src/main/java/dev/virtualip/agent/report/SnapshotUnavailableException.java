package dev.virtualip.agent.report;

import java.io.Serial;

/** The event loop gave no snapshot; the message says why. */
public final class SnapshotUnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    SnapshotUnavailableException(String message) {
        super(message);
    }
}
