package dev.virtualip.agent.report.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * File that grows to a limit and is then renamed to {@code FILE.1}, replacing the previous one, so that both take at
 * most twice the limit. Created with mode 0640; opened with the first record and again after a failure.
 */
final class RotatingFile implements Closeable {
    private final Path file;
    private final long maxBytes;
    private @Nullable FileChannel channel;

    RotatingFile(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /**
     * Appends a record, as a whole or not at all.
     *
     * @throws IOException if it could not be written; the next record opens the file again
     */
    void append(byte[] record) throws IOException {
        try {
            FileChannel open = opened();
            if (open.size() > 0 && open.size() + record.length > maxBytes) {
                open = rotated(open);
            }
            write(open, record);
        } catch (IOException e) {
            forget(e);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
            channel = open;
        }
        return open;
    }

    private FileChannel rotated(FileChannel full) throws IOException {
        full.close();
        channel = null;
        Files.move(
                file,
                file.resolveSibling(file.getFileName() + ".1"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return opened();
    }

    /** Writes a record; removes a part that was written before a disk became full. */
    private static void write(FileChannel open, byte[] record) throws IOException {
        long start = open.size();
        ByteBuffer rest = ByteBuffer.wrap(record);
        try {
            while (rest.hasRemaining()) {
                open.write(rest);
            }
        } catch (IOException e) {
            if (rest.position() > 0) {
                open.truncate(start);
            }
            throw e;
        }
    }

    private void forget(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
