package dev.virtualip.deploy.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A {@code .deb}: an ar archive with a compressed tar of the files. */
record DebianPackage(Path file) {

    private static final String FILES = "data.tar.xz";

    /**
     * Unpacks some of it.
     *
     * @param wanted which of the paths, without a leading slash or dot
     * @param target the folder that stands for the root
     */
    void extract(Predicate<String> wanted, Path target) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ArArchiveInputStream ar = new ArArchiveInputStream(in)) {
            for (ArArchiveEntry part = ar.getNextEntry(); part != null; part = ar.getNextEntry()) {
                if (part.getName().equals(FILES)) {
                    extractFiles(new TarArchiveInputStream(new XZInputStream(ar)), wanted, target);
                    return;
                }
            }
        }
        throw new ImageException(file + " has no " + FILES + ": not a Debian package, or of an unknown compression");
    }

    private static void extractFiles(TarArchiveInputStream tar, Predicate<String> wanted, Path target)
            throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = entry.getName().replaceFirst("^\\./", "");
            if (entry.isDirectory() || !wanted.test(name)) {
                continue;
            }
            Path path = target.resolve(name).normalize();
            if (!path.startsWith(target)) {
                throw new ImageException("'" + entry.getName() + "' leads out of the package");
            }
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
                FileModes.set(path, (entry.getMode() & 0111) != 0);
            }
        }
    }
}
