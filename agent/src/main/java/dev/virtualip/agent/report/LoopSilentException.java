package dev.virtualip.agent.report;

import java.io.Serial;

/** The event loop gave no snapshot; the message says why. */
final class LoopSilentException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    LoopSilentException(String message) {
        super(message);
    }
}
