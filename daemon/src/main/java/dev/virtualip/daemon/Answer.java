package dev.virtualip.daemon;

import java.nio.charset.StandardCharsets;

/** An HTTP answer. */
// A class, not a record: a record with an array would compare by identity.
public final class Answer {
    /** Status of a successful answer. */
    public static final int OK = 200;

    /** Status for an unknown path. */
    public static final int NOT_FOUND = 404;

    /** Status while the answer is unavailable. */
    public static final int UNAVAILABLE = 503;

    static final int METHOD_NOT_ALLOWED = 405;
    static final int INTERNAL_ERROR = 500;

    private final int status;
    private final String contentType;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param contentType of the body
     * @param body not copied, not changed
     */
    public Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    /** A line of text. */
    public static Answer text(int status, String line) {
        return new Answer(status, "text/plain; charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The type of the body. */
    public String contentType() {
        return contentType;
    }

    /** The body itself. */
    public byte[] body() {
        return body;
    }
}
