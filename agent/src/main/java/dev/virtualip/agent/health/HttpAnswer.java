package dev.virtualip.agent.health;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Answer of an HTTP/1.1 server to one request. Reads no more than it is asked for: the header, at most
 * {@link #MAX_HEADER} bytes, then at most {@link #MAX_BODY} bytes of the body.
 */
final class HttpAnswer {
    /** Largest size of the header. */
    static final int MAX_HEADER = 16_384;

    /** Largest part of the body that is read. */
    static final int MAX_BODY = 65_536;

    private static final int BUFFER_SIZE = 4_096;
    private static final int MAX_LINE = 4_096;
    private static final int MAX_INTERIM_ANSWERS = 8;
    private static final int STATUS_OK = 200;
    private static final int HEX = 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int limit;
    private int headerBytes;
    private boolean isChunked;
    private long contentLength = -1;

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

    HttpAnswer(InputStream in) {
        this.in = in;
    }

    /** Reads the header; returns the status code. */
    int status() throws IOException {
        for (int i = 0; i < MAX_INTERIM_ANSWERS; i++) {
            int status = statusOf(line());
            for (String field = line(); !field.isEmpty(); field = line()) {
                note(field);
            }
            if (status >= STATUS_OK) {
                return status;
            }
        }
        throw new MalformedException("sends interim answers without end");
    }

    /** Whether the body contains a text, within its first {@link #MAX_BODY} bytes. */
    boolean bodyContains(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        Body body = new Body(wanted);
        if (!isChunked) {
            return readInto(body, contentLength < 0 ? Long.MAX_VALUE : contentLength);
        }
        while (true) {
            long size = chunkSize(line());
            if (size == 0) {
                return body.isFound();
            }
            if (readInto(body, size) || body.isFull()) {
                return body.isFound();
            }
            line();
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
                contentLength = -1; // The body ends with the connection.
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

    /** Reads a part of the body; true as soon as it contains the text. */
    private boolean readInto(Body body, long size) throws IOException {
        long left = size;
        while (left > 0 && !body.isFull()) {
            if (position == limit && !fill()) {
                return body.isFound();
            }
            int length = (int) Math.min(left, limit - position);
            body.add(buffer, position, length);
            position += length;
            left -= length;
            if (body.isFound()) {
                return true;
            }
        }
        return body.isFound();
    }

    /** A line without its end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (position == limit && !fill()) {
                throw new MalformedException("closed the connection before its answer was complete");
            }
            headerBytes++;
            char next = (char) (buffer[position++] & 0xff);
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append(next);
            }
            if (line.length() > MAX_LINE || headerBytes > MAX_HEADER + MAX_BODY) {
                throw new MalformedException("sent a header without end");
            }
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    /** The part of the body that was read. */
    private static final class Body {
        private final byte[] wanted;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private boolean found;

        Body(byte[] wanted) {
            this.wanted = wanted;
            this.found = wanted.length == 0;
        }

        boolean isFound() {
            return found;
        }

        boolean isFull() {
            return read.size() >= MAX_BODY;
        }

        void add(byte[] bytes, int from, int length) {
            int before = read.size();
            read.write(bytes, from, Math.min(length, MAX_BODY - before));
            found |= contains(read.toByteArray(), Math.max(0, before - wanted.length + 1));
        }

        private boolean contains(byte[] bytes, int from) {
            for (int i = from; i <= bytes.length - wanted.length; i++) {
                if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                    return true;
                }
            }
            return false;
        }
    }
}
