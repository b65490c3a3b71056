package dev.virtualip.agent.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that others replace, such as certificates: tells when one of them is another than before. */
final class FileChangeDetector {
    private final List<Path> files;
    private final List<Stamp> stamps;

    private record Stamp(@Nullable Object key, long modifiedMillis, long size) {}

    private FileChangeDetector(List<Path> files) {
        this.files = files;
        this.stamps = stamps();
    }

    /** These files as they are now. */
    static FileChangeDetector of(List<Path> files) {
        return new FileChangeDetector(List.copyOf(files));
    }

    /** Whether one of them is another now; links are followed. */
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
            // What it lacks is said by whoever reads it.
            return new Stamp(null, 0, -1);
        }
    }
}
