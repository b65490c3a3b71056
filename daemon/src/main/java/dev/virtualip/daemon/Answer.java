package dev.virtualip.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An HTTP answer. Its body is written when it is sent, so that a long one need not be in memory as a whole. */
public final class Answer {
    /** Status of a successful answer. */
    public static final int OK = 200;

    /** Status for an unknown path. */
    public static final int NOT_FOUND = 404;

    /** Status while the answer is unavailable. */
    public static final int UNAVAILABLE = 503;

    static final int METHOD_NOT_ALLOWED = 405;
    static final int INTERNAL_ERROR = 500;

    /** The length of a body that is not known before it is written. */
    static final long UNKNOWN = -1;

    private final int status;
    private final String contentType;
    private final long length;
    private final Body body;

    /** Writes a body. */
    @FunctionalInterface
    public interface Body {
        /** Writes it, and leaves the stream open. */
        void writeTo(OutputStream out) throws IOException;
    }

    private Answer(int status, String contentType, long length, Body body) {
        this.status = status;
        this.contentType = contentType;
        this.length = length;
        this.body = body;
    }

    /**
     * An answer with status 200.
     *
     * @param contentType of the body
     */
    public static Answer ok(String contentType, Body body) {
        return new Answer(OK, contentType, UNKNOWN, body);
    }

    /** A line of text. */
    public static Answer text(int status, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(status, "text/plain; charset=utf-8", bytes.length, out -> out.write(bytes));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The type of the body. */
    public String contentType() {
        return contentType;
    }

    /** The number of bytes of the body; {@link #UNKNOWN}: it is not known yet. */
    long length() {
        return length;
    }

    /** Writes the body. */
    void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    /** The body as a whole. */
    public byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }
}
