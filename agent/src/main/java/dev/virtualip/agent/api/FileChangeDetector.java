package dev.virtualip.agent.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Detects that files, such as certificates, were replaced. */
final class FileChangeDetector {
    private final List<Path> files;
    private final List<Stamp> stamps;

    private record Stamp(@Nullable Object key, long modifiedMillis, long size) {}

    private FileChangeDetector(List<Path> files) {
        this.files = files;
        this.stamps = stamps();
    }

    /** A detector of changes from now on. */
    static FileChangeDetector of(List<Path> files) {
        return new FileChangeDetector(List.copyOf(files));
    }

    /** Whether a file has changed; follows links. */
    boolean changed() {
        return !stamps().equals(stamps);
    }

    private List<Stamp> stamps() {
        return files.stream().map(FileChangeDetector::stamp).toList();
    }

    private static Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.fileKey(), attributes.lastModifiedTime().toMillis(), attributes.size());
        } catch (IOException _) {
            // The reader of the file reports the error.
            return new Stamp(null, 0, -1);
        }
    }
}
