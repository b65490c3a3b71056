package dev.virtualip.e2e.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files that people wrote: all of the repository's text but what a build, Git or an editor puts there.
 *
 * @param root the folder of the parent pom
 */
record Repository(Path root) {

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode", ".settings");

    /** No file that a person wrote is near this; bigger ones are captures or archives. */
    private static final long MAX_BYTES = 1 << 20;

    /** Finds the repository above the folder in which the test runs. */
    static Repository here() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path pom = folder.resolve("pom.xml");
            if (Files.isReadable(pom) && read(pom).orElse("").contains("<modules>")) {
                return new Repository(folder);
            }
        }
        throw new IllegalStateException(
                "No folder above " + start + " has a pom.xml with modules: run from a checkout");
    }

    /** Every text file, by its path below the root. */
    Map<Path, String> texts() {
        Map<Path, String> found = new TreeMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ours = !NOT_OURS.contains(String.valueOf(folder.getFileName()));
                    return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    // In a second work tree .git is a file.
                    boolean ours = !NOT_OURS.contains(String.valueOf(file.getFileName()));
                    if (ours && attributes.isRegularFile() && attributes.size() <= MAX_BYTES) {
                        read(file).ifPresent(text -> found.put(root.relativize(file), text));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + root, e);
        }
        return found;
    }

    /** Every Java file, by its path below the root. */
    Map<Path, String> javaTexts() {
        Map<Path, String> found = texts();
        found.keySet().removeIf(path -> !path.toString().endsWith(".java"));
        return found;
    }

    /** The text of a file; empty when it is not UTF-8, so not text. */
    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (MalformedInputException binary) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
