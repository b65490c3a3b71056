package dev.virtualip.agent.report;

import java.io.Serial;

/** Failure to get a snapshot from the event loop; the message names the reason. */
public final class SnapshotUnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    SnapshotUnavailableException(String message) {
        super(message);
    }
}
