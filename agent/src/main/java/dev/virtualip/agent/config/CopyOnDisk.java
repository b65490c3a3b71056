package dev.virtualip.agent.config;

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
 * The copy of what Kubernetes said, in the node's state folder: what an agent starts from. It holds keys, so it is for
 * its owner alone. It is replaced as a whole, and on the disk when {@link #write} returns. A first line names the form,
 * and the sum and the length of what follows; what does not agree with it is moved aside.
 */
public final class CopyOnDisk {
    private static final String FILE = "assignment";
    private static final String DRAFT = "assignment.new";
    private static final String BROKEN = "assignment.broken";
    private static final String FORM = "virtualip-assignment-1";
    private static final int MAX_BYTES = 4 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final Path folder;
    private final String node;

    /** The copy of a node in a folder, which need not exist yet. */
    public CopyOnDisk(Path folder, String node) {
        this.folder = folder;
        this.node = node;
    }

    /**
     * What came of reading.
     *
     * @param holdings what the copy says; nothing, if there is none
     * @param found whether there is one
     * @param problem why one that is there was not used; null: nothing is wrong
     */
    public record Found(
            Holdings holdings, boolean found, @Nullable String problem) {}

    /**
     * Reads it; never throws. What is broken counts as not there, and is moved aside; what cannot be read now stays,
     * for a disk may come to itself again.
     */
    public Found read() {
        Path file = folder.resolve(FILE);
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_BYTES) {
                return broken("it is larger than 4 MiB", file);
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new Found(Holdings.none(node), false, null);
        } catch (IOException e) {
            return unusable("%s cannot be read (%s)".formatted(file, e));
        }
        try {
            Holdings holdings = HoldingsJson.read(content(bytes));
            if (!holdings.node().equals(node)) {
                throw new IOException("it is that of node " + holdings.node());
            }
            return new Found(holdings, true, null);
        } catch (IOException | RuntimeException e) {
            return broken(String.valueOf(e.getMessage()), file);
        }
    }

    private Found broken(String why, Path file) {
        return unusable("%s cannot be used, %s; it %s".formatted(file, why, moveAside(file)));
    }

    private Found unusable(String problem) {
        return new Found(
                Holdings.none(node), false, "the copy " + problem + ", and this node waits for the API server");
    }

    /** Replaces it, or deletes it when there is nothing to run; on the disk when this returns. */
    public void write(Holdings holdings) throws IOException {
        if (holdings.routers().isEmpty()) {
            delete();
            return;
        }
        makeFolder();
        byte[] content = HoldingsJson.write(holdings);
        byte[] head = head(content).getBytes(StandardCharsets.US_ASCII);
        Path written = folder.resolve(DRAFT);
        // One name, so that what crashes leave, with keys in it, does not pile up.
        Files.deleteIfExists(written);
        try {
            try (FileChannel channel = FileChannel.open(written, NEW, OWNER_FILE)) {
                put(channel, head);
                put(channel, content);
                channel.force(true);
            }
            Files.move(
                    written, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
        forceNames();
    }

    /** Where nothing is to run nothing shall be left behind: after an uninstall nobody comes to clean up. */
    private void delete() throws IOException {
        boolean draft = Files.deleteIfExists(folder.resolve(DRAFT));
        if (Files.deleteIfExists(folder.resolve(FILE)) || draft) {
            forceNames();
        }
    }

    /** Without this the old copy may be back after a power cut. */
    private void forceNames() throws IOException {
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

    private static String head(byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        return "%s %08x %d\n".formatted(FORM, sum.getValue(), content.length);
    }

    /** What follows the first line, if the first line says the same of it. */
    private static byte[] content(byte[] file) throws IOException {
        int line = 0;
        while (line < file.length && file[line] != '\n') {
            line++;
        }
        String head = new String(file, 0, line, StandardCharsets.ISO_8859_1) + "\n";
        if (!head.startsWith(FORM + " ")) {
            throw new IOException("its form is not known here");
        }
        byte[] content = new byte[Math.max(0, file.length - line - 1)];
        System.arraycopy(file, file.length - content.length, content, 0, content.length);
        if (!head.equals(head(content))) {
            throw new IOException("it is damaged");
        }
        return content;
    }

    private static void put(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
