package dev.virtualip.agent.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of expected output. A run with {@code -Dgolden.rewrite=true} writes them anew, for a person to compare. */
public final class GoldenFile {
    private static final Path FOLDER = Path.of("src", "test", "resources");

    private GoldenFile() {}

    /** The file as it shall be; when rewriting, what it is now. */
    public static String expected(String name, String actual) {
        Path file = file(name);
        try {
            if (Boolean.getBoolean("golden.rewrite")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path file(String name) {
        return FOLDER.resolve(name);
    }
}
