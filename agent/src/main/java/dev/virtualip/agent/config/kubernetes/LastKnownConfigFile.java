package dev.virtualip.agent.config.kubernetes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * File in the node's state folder with the {@link LastKnownConfig}. It holds passwords, so that only its owner may read
 * it. {@link #write} replaces it as a whole and returns when it is on the disk. The first line holds the format, the
 * checksum and length of the rest; a file that does not match them is moved aside.
 */
public final class LastKnownConfigFile {
    private static final String FILE = "assignment";
    private static final String TEMPORARY = "assignment.new";
    private static final String BROKEN = "assignment.broken";
    private static final String FORMAT = "virtualip-assignment-1";
    private static final int MAX_BYTES = 4 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final Path folder;
    private final String node;

    /** The file of a node in a folder, which need not exist yet. */
    public LastKnownConfigFile(Path folder, String node) {
        this.folder = folder;
        this.node = node;
    }

    /**
     * Result of reading the file.
     *
     * @param config its content; empty if it does not exist or cannot be used
     * @param exists whether it exists and can be used
     * @param problem why an existing file cannot be used; null: no problem
     */
    public record ReadResult(
            LastKnownConfig config,
            boolean exists,
            @Nullable String problem) {}

    /**
     * Reads the file; never throws. A damaged file counts as missing and is moved aside. A file that cannot be read now
     * stays, since the disk may recover.
     */
    public ReadResult read() {
        Path file = folder.resolve(FILE);
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_BYTES) {
                return broken("it is larger than 4 MiB", file);
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new ReadResult(LastKnownConfig.none(node), false, null);
        } catch (IOException e) {
            return unusable("%s cannot be read (%s)".formatted(file, e));
        }
        try {
            LastKnownConfig config = LastKnownConfigJson.read(content(bytes));
            if (!config.node().equals(node)) {
                throw new IOException("it belongs to node " + config.node());
            }
            return new ReadResult(config, true, null);
        } catch (IOException | RuntimeException e) {
            return broken(String.valueOf(e.getMessage()), file);
        }
    }

    private ReadResult broken(String why, Path file) {
        return unusable("%s cannot be used, %s; it %s".formatted(file, why, moveAside(file)));
    }

    private ReadResult unusable(String problem) {
        return new ReadResult(
                LastKnownConfig.none(node),
                false,
                "the last known configuration %s; this node runs nothing until the API server answers"
                        .formatted(problem));
    }

    /** Replaces the file, or deletes it when there is nothing to run; on the disk when this returns. */
    public void write(LastKnownConfig config) throws IOException {
        if (config.routers().isEmpty()) {
            delete();
            return;
        }
        makeFolder();
        byte[] content = LastKnownConfigJson.write(config);
        byte[] header = header(content).getBytes(StandardCharsets.US_ASCII);
        Path written = folder.resolve(TEMPORARY);
        // A fixed name, so that crashes do not leave more and more files with passwords.
        Files.deleteIfExists(written);
        try {
            try (FileChannel channel = FileChannel.open(written, NEW, OWNER_FILE)) {
                writeFully(channel, header);
                writeFully(channel, content);
                channel.force(true);
            }
            Files.move(
                    written, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
        syncFolder();
    }

    /** Leaves no file behind when nothing is to run, so that an uninstall needs no cleanup. */
    private void delete() throws IOException {
        boolean temporary = Files.deleteIfExists(folder.resolve(TEMPORARY));
        if (Files.deleteIfExists(folder.resolve(FILE)) || temporary) {
            syncFolder();
        }
    }

    /** Syncs the folder; otherwise the old file may be back after a power cut. */
    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void makeFolder() throws IOException {
        Files.createDirectories(folder);
        if (!Files.getPosixFilePermissions(folder).equals(OWNER_FOLDER)) {
            Files.setPosixFilePermissions(folder, OWNER_FOLDER);
        }
    }

    private String moveAside(Path file) {
        try {
            Files.move(file, folder.resolve(BROKEN), StandardCopyOption.REPLACE_EXISTING);
            return "was moved to " + BROKEN;
        } catch (IOException e) {
            return "cannot be moved aside (" + e.getMessage() + ")";
        }
    }

    private static String header(byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        return "%s %08x %d\n".formatted(FORMAT, sum.getValue(), content.length);
    }

    /** The content after the first line, checked against it. */
    private static byte[] content(byte[] file) throws IOException {
        int line = 0;
        while (line < file.length && file[line] != '\n') {
            line++;
        }
        String header = new String(file, 0, line, StandardCharsets.ISO_8859_1) + "\n";
        if (!header.startsWith(FORMAT + " ")) {
            throw new IOException("its format is unknown");
        }
        byte[] content = new byte[Math.max(0, file.length - line - 1)];
        System.arraycopy(file, file.length - content.length, content, 0, content.length);
        if (!header.equals(header(content))) {
            throw new IOException("it is damaged");
        }
        return content;
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
