package dev.virtualip.cli.keepalived.parse;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** The {@code include} lines: file names, possibly with wildcards, relative to the folder of the including file. */
final class IncludePattern {
    private static final Set<String> KEYWORDS =
            Set.of("include", "includer", "includem", "includew", "includeb", "includea");
    private static final int MAX_FILES = 1_000;

    private IncludePattern() {}

    static boolean isInclude(String text) {
        return KEYWORDS.contains(text.split("\\s", 2)[0]);
    }

    /** The files that a pattern names, in the order of their names; none if nothing fits. */
    static List<Path> find(Path folder, String pattern) throws IOException {
        try {
            Path whole = Path.of(pattern);
            List<Path> found = List.of(whole.isAbsolute() ? Path.of("/") : folder);
            for (Path part : whole) {
                found = step(found, part.toString());
            }
            return found.stream().filter(Files::isRegularFile).toList();
        } catch (InvalidPathException | PatternSyntaxException | DirectoryIteratorException e) {
            throw new IOException("not a usable file name", e);
        }
    }

    private static List<Path> step(List<Path> folders, String part) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (!hasWildcard(part)) {
                found.add(folder.resolve(part));
            } else if (Files.isDirectory(folder)) {
                found.addAll(matches(folder, part));
            }
        }
        if (found.size() > MAX_FILES) {
            throw new IOException("more than %d files".formatted(MAX_FILES));
        }
        return found;
    }

    private static boolean hasWildcard(String part) {
        return part.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** As in a shell, a wildcard does not match the dot of a hidden file. */
    private static List<Path> matches(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                if (glob.startsWith(".") || !entry.getFileName().toString().startsWith(".")) {
                    found.add(entry);
                }
            }
        }
        found.sort(null);
        return found;
    }
}
