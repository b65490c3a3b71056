package dev.virtualip.agent.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The body of an answer as it comes in, up to a bound. Filled by the client's threads, read when it is complete. */
final class BodyBytes {
    /** The API server's own bound for an object is 1.5 MiB. */
    static final int MAX_BYTES = 4 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Takes a part and asks for the next one. */
    synchronized void take(List<ByteBuffer> parts, AsyncBody body) throws IOException {
        for (ByteBuffer part : parts) {
            if (bytes.size() + part.remaining() > MAX_BYTES) {
                throw new IOException("the answer is larger than 4 MiB");
            }
            while (part.hasRemaining()) {
                append(part);
            }
        }
        body.consume();
    }

    synchronized byte[] all() {
        return bytes.toByteArray();
    }

    private void append(ByteBuffer part) {
        byte[] chunk = new byte[part.remaining()];
        part.get(chunk);
        bytes.write(chunk, 0, chunk.length);
    }
}
