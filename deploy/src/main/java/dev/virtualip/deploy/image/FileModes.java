package dev.virtualip.deploy.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions in an image: all users read, only root writes, whatever umask the build ran under. */
final class FileModes {

    static final int EXECUTABLE = 0755;
    static final int READABLE = 0644;
    static final int SCRATCH = 01777;
    static final int LINK = 0777;

    private FileModes() {}

    static void set(Path file, boolean executable) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Mode that a file of the root folder has in the image. */
    static int of(Path root, Path path) {
        if (Files.isSymbolicLink(path)) {
            return LINK;
        }
        if (path.equals(root.resolve("tmp"))) {
            return SCRATCH;
        }
        return Files.isDirectory(path) || Files.isExecutable(path) ? EXECUTABLE : READABLE;
    }
}
