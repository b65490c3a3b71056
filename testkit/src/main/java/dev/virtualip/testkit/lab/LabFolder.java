package dev.virtualip.testkit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The folder with the logs and configurations of a lab. It stays for the analysis of a failed test until a lab with
 * the same title is built: so it takes no more room than the last run did.
 *
 * @param path where it is
 */
public record LabFolder(Path path) {
    /** An empty folder for the lab with this title. */
    public static LabFolder create(String title) {
        Path path = Checkout.root().resolve("e2e/target/labs").resolve(title.replaceAll("[^A-Za-z0-9.-]+", "-"));
        try {
            delete(path);
            return new LabFolder(Files.createDirectories(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder, if it is there, with all that is in it. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (var files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
