package dev.virtualip.agent.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Files of the host, of which none needs to be there.
 *
 * @param root where the host's {@code /run} and {@code /etc} are
 * @param proc where {@code /proc} is
 * @param sys where {@code /sys} is
 */
record HostPaths(Path root, Path proc, Path sys) {
    /** A configuration file is shorter, and a longer one is not read. */
    private static final long SIZE_MAX = 1 << 20;

    /** Those of a program that runs on the host itself. */
    static HostPaths below(Path root) {
        return new HostPaths(root, Path.of("/proc"), Path.of("/sys"));
    }

    /** The text of a file; empty if it cannot be read. */
    static Optional<String> text(Path file) {
        try {
            return Files.size(file) > SIZE_MAX ? Optional.empty() : Optional.of(Files.readString(file));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The first word of a file; empty if it cannot be read. */
    static String word(Path file) {
        return text(file).map(text -> text.strip().split("\\s+", 2)[0]).orElse("");
    }

    /** The number in a file. */
    static OptionalInt number(Path file) {
        try {
            return OptionalInt.of(Integer.parseInt(word(file)));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** The value of the first line {@code key=value} of a file; empty if there is none. */
    static String value(String text, String key) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The entries of a folder, sorted; none if it cannot be read. */
    static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** A path that the host names, where this process sees it. */
    Path ofHost(String absolute) {
        return root.resolve(absolute.replaceFirst("^/+", ""));
    }

    /** A sysctl of an interface or of {@code all}. */
    OptionalInt interfaceSetting(String family, String interfaceName, String key) {
        return number(proc.resolve("sys/net")
                .resolve(family)
                .resolve("conf")
                .resolve(interfaceName)
                .resolve(key));
    }

    /** The higher of an interface's own value and that of all interfaces. */
    int effectiveSetting(String interfaceName, String key) {
        return Math.max(
                interfaceSetting("ipv4", "all", key).orElse(0),
                interfaceSetting("ipv4", interfaceName, key).orElse(0));
    }
}
