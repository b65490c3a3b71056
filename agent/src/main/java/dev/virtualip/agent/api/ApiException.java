package dev.virtualip.agent.api;

import java.io.IOException;

/** A request that was not carried out. The message says by whom it was refused or what is in the way. */
public final class ApiException extends IOException {
    /** The status of a request that nobody answered. */
    public static final int NO_ANSWER = 0;

    /** The status of a request that nobody answered in time: the connection may be dead without anybody noticing. */
    public static final int TIMED_OUT = -1;

    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int GONE = 410;

    private static final long serialVersionUID = 1;

    private final int status;
    private final long retryAfterNanos;

    ApiException(int status, String message, long retryAfterNanos) {
        super(message);
        this.status = status;
        this.retryAfterNanos = retryAfterNanos;
    }

    /** The HTTP status; {@link #NO_ANSWER} or {@link #TIMED_OUT}: there was no answer. */
    public int status() {
        return status;
    }

    /** How long the server asks to be left alone; 0: it does not. */
    public long retryAfterNanos() {
        return retryAfterNanos;
    }
}
