package dev.virtualip.agent.health;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Output of a command, of which only the start of the last line is kept. */
final class CommandOutput {
    /** Bytes of a line that are kept. */
    static final int MAX_LINE = 200;

    /** Bytes that one call reads at most, so that a flood cannot keep the reader from looking at the time. */
    private static final int MAX_READ = 1 << 18;

    private static final int BUFFER_SIZE = 8_192;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String last = "";

    CommandOutput(InputStream in) {
        this.in = in;
    }

    /** Reads what was written so far. Never waits. */
    void readAvailable() {
        try {
            for (int read = 0; read < MAX_READ && in.available() > 0; ) {
                int length = in.read(buffer);
                if (length < 0) {
                    return;
                }
                keep(length);
                read += length;
            }
        } catch (IOException _) {
            // The pipe is closed: there is no more.
        }
    }

    /** The last line that is not blank; empty if there is none. */
    String lastLine() {
        endLine();
        return last;
    }

    private void keep(int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                endLine();
            } else if (line.size() < MAX_LINE) {
                line.write(buffer[i]);
            }
        }
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        line.reset();
        if (!text.isEmpty()) {
            last = text;
        }
    }
}
