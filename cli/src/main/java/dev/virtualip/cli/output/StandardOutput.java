package dev.virtualip.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The standard output of this process. It keeps its first failure, which a {@link java.io.PrintWriter} would hide. */
public final class StandardOutput extends OutputStream {
    /** The text of EPIPE: the Java API has no other sign of it. */
    private static final String CLOSED_PIPE = "Broken pipe";

    private final OutputStream stream = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException failure;

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
            throw e;
        }
    }

    /** Why the output is incomplete; null: it is complete, or its reader, such as head, wanted no more. */
    public @Nullable String failure() {
        String message = failure == null ? null : String.valueOf(failure.getMessage());
        return CLOSED_PIPE.equals(message) ? null : message;
    }
}
