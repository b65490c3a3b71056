package dev.virtualip.cli;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes the VRRPRouter files. Only their owner may read them, for a password may be inside. */
final class StandaloneFiles {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private StandaloneFiles() {}

    /**
     * Writes one file per host, each at once or not at all; none if one is there already and {@code force} is not set.
     *
     * @throws IOException if that is so or a file cannot be written; the message says what to do
     */
    static List<Path> write(Path folder, List<Document<VRRPRouterSpec>> routers, boolean force) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        for (Document<VRRPRouterSpec> router : routers) {
            String name = router.metadata().name();
            files.put(folder.resolve(name + ".yaml"), DocumentWriter.yaml(List.of(router)));
        }
        for (Path file : files.keySet()) {
            if (!force && Files.exists(file)) {
                throw exists(file);
            }
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue(), force);
        }
        return List.copyOf(files.keySet());
    }

    private static void write(Path file, String text, boolean force) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try {
            Path written = Files.createTempFile(folder, ".virtualip-", ".yaml", OWNER_ONLY);
            try {
                Files.writeString(written, text, StandardCharsets.UTF_8);
                put(written, file, force);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw new IOException(
                    "%s: cannot be written: check that the folder is there and that you may write into it"
                            .formatted(file),
                    e);
        }
    }

    /** A hard link, unlike a move, fails if the file was created in the meantime. */
    private static void put(Path written, Path file, boolean force) throws IOException {
        if (force) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.createLink(file, written);
        }
    }

    private static IOException exists(Path file) {
        return new IOException(
                "%s: is there already: use --force to overwrite it, or another --output".formatted(file));
    }
}
