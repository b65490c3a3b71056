package dev.virtualip.agent.health;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answer of an HTTP/1.1 server to one request, fed with its bytes as they arrive. Takes no more than it needs: the
 * header, at most {@link #MAX_HEADER} bytes, then at most {@link #MAX_BODY} bytes of the body, if a text is looked for.
 */
final class HttpAnswer {
    /** Largest size of the header. */
    static final int MAX_HEADER = 16_384;

    /** Largest part of the body that is read. */
    static final int MAX_BODY = 65_536;

    private static final int FIRST_BODY = 1_024;
    private static final int MAX_LINE = 4_096;
    private static final int MAX_INTERIM_ANSWERS = 8;
    private static final int STATUS_OK = 200;
    private static final int HEX = 16;

    private final byte @Nullable [] wanted;
    private final StringBuilder line = new StringBuilder();
    private Expected expected = Expected.STATUS_LINE;
    private int status;
    private int interimAnswers;
    private int lineBytes;
    private boolean isChunked;
    private long contentLength = Long.MAX_VALUE;
    private long left;
    private byte[] body = new byte[0];
    private int bodyLength;
    private boolean found;

    private enum Expected {
        STATUS_LINE,
        FIELDS,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        BODY,
        COMPLETE
    }

    /** Answer that is not HTTP; the message is the end of a sentence about the server. */
    static final class MalformedException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** An answer whose body is searched for a text; null: the body does not matter. */
    HttpAnswer(@Nullable String wanted) {
        this.wanted = wanted == null ? null : wanted.getBytes(StandardCharsets.UTF_8);
        found = this.wanted == null || this.wanted.length == 0;
    }

    /** Takes bytes, until nothing more is needed. */
    void accept(ByteBuffer bytes) throws MalformedException {
        while (bytes.hasRemaining() && expected != Expected.COMPLETE) {
            if (expected == Expected.BODY || expected == Expected.CHUNK) {
                takeBody(bytes);
            } else {
                takeLine((char) (bytes.get() & 0xff));
            }
        }
    }

    /** The server closed the connection. */
    void end() throws MalformedException {
        if (expected != Expected.BODY && expected != Expected.COMPLETE) {
            throw new MalformedException("closed the connection before its answer was complete");
        }
        expected = Expected.COMPLETE;
    }

    /** The status code; 0 before the whole header has come. */
    int status() {
        return expected == Expected.STATUS_LINE || expected == Expected.FIELDS ? 0 : status;
    }

    /** Whether the text is in the body, as far as it has come. */
    boolean isFound() {
        return found;
    }

    /** Whether further bytes change nothing. */
    boolean isComplete() {
        return expected == Expected.COMPLETE;
    }

    private void takeLine(char next) throws MalformedException {
        lineBytes++;
        if (next == '\n') {
            String text = line.toString();
            line.setLength(0);
            endLine(text);
            return;
        }
        if (next != '\r') {
            line.append(next);
        }
        if (line.length() > MAX_LINE || lineBytes > MAX_HEADER + MAX_BODY) {
            throw new MalformedException("sent a header without end");
        }
    }

    private void endLine(String text) throws MalformedException {
        switch (expected) {
            case STATUS_LINE -> {
                status = statusOf(text);
                expected = Expected.FIELDS;
            }
            case FIELDS -> {
                if (text.isEmpty()) {
                    endHeader();
                } else {
                    note(text);
                }
            }
            case CHUNK_SIZE -> {
                left = chunkSize(text);
                expected = left == 0 ? Expected.COMPLETE : Expected.CHUNK;
            }
            default -> expected = Expected.CHUNK_SIZE;
        }
    }

    private void endHeader() throws MalformedException {
        if (status < STATUS_OK) {
            if (++interimAnswers == MAX_INTERIM_ANSWERS) {
                throw new MalformedException("sends interim answers without end");
            }
            expected = Expected.STATUS_LINE;
        } else if (found || (!isChunked && contentLength == 0)) {
            expected = Expected.COMPLETE;
        } else {
            left = contentLength;
            expected = isChunked ? Expected.CHUNK_SIZE : Expected.BODY;
        }
    }

    private static int statusOf(String line) throws MalformedException {
        // HTTP/1.1 200 OK
        if (line.startsWith("HTTP/1.") && line.length() >= 12) {
            try {
                return Integer.parseInt(line, 9, 12, 10);
            } catch (NumberFormatException _) {
                // Said below.
            }
        }
        throw new MalformedException("did not answer with HTTP/1.1");
    }

    private void note(String field) {
        int colon = field.indexOf(':');
        if (colon < 0) {
            return;
        }
        String name = field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = field.substring(colon + 1).strip();
        if (name.equals("transfer-encoding")) {
            isChunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
        } else if (name.equals("content-length")) {
            try {
                contentLength = Math.max(0, Long.parseLong(value));
            } catch (NumberFormatException _) {
                contentLength = Long.MAX_VALUE; // The body ends with the connection.
            }
        }
    }

    private static long chunkSize(String line) throws MalformedException {
        int end = line.indexOf(';');
        try {
            long size = Long.parseLong((end < 0 ? line : line.substring(0, end)).strip(), HEX);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new MalformedException("sent a malformed chunk");
    }

    private void takeBody(ByteBuffer bytes) {
        int length = (int) Math.min(bytes.remaining(), Math.min(left, MAX_BODY - bodyLength));
        if (bodyLength + length > body.length) {
            body = Arrays.copyOf(body, Math.min(MAX_BODY, Math.max(FIRST_BODY, 2 * (bodyLength + length))));
        }
        bytes.get(body, bodyLength, length);
        int searchedBefore = bodyLength;
        bodyLength += length;
        left -= length;
        found = contains(searchedBefore);
        if (found || bodyLength == MAX_BODY) {
            expected = Expected.COMPLETE;
        } else if (left == 0) {
            expected = expected == Expected.CHUNK ? Expected.CHUNK_END : Expected.COMPLETE;
        }
    }

    /** Whether the text is in the body, and was not yet in its first bytes. */
    private boolean contains(int searchedBefore) {
        byte[] text = wanted == null ? new byte[0] : wanted;
        for (int i = Math.max(0, searchedBefore - text.length + 1); i <= bodyLength - text.length; i++) {
            if (Arrays.equals(body, i, i + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }
}
