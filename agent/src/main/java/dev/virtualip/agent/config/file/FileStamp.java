package dev.virtualip.agent.config.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of a file shows without reading it. Links are followed, so that a swapped link is a change too.
 *
 * @param key the file's identity; null: it has none, or there is no file
 * @param modified when it was last written; null: there is no file
 * @param size its size in bytes; -1: there is no file
 */
record FileStamp(@Nullable Object key, @Nullable FileTime modified, long size) {

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        } catch (IOException _) {
            // The reader of the file reports the error.
            return new FileStamp(null, null, -1);
        }
    }
}
