package dev.virtualip.agent.api;

import java.io.IOException;

/** Failure of a request. The message names the reason and, if there is one, the remedy. */
public final class ApiException extends IOException {
    /** Status of a request without an answer. */
    public static final int NO_ANSWER = 0;

    /** Status of a request without an answer in time; the connection may be dead. */
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

    /** The HTTP status, or {@link #NO_ANSWER} or {@link #TIMED_OUT}. */
    public int status() {
        return status;
    }

    /** The delay that the server asks for (Retry-After); 0: none. */
    public long retryAfterNanos() {
        return retryAfterNanos;
    }
}
