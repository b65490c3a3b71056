package dev.virtualip.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files with the expected output of a test. With {@code -Dgolden.write=true} every test of every module rewrites its
 * files instead of comparing them; read the difference before you commit it.
 */
public final class GoldenFiles {
    private static final String SWITCH = "golden.write";
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private GoldenFiles() {}

    /** The path of a file or folder below the test resources of the module whose tests run. */
    public static Path path(String name) {
        return RESOURCES.resolve(name);
    }

    /** Text of a file below the test resources. */
    public static String read(String name) {
        return read(path(name));
    }

    /** Names of all entries of a folder below the test resources, sorted; an empty folder is an error. */
    public static List<String> cases(String folder) {
        try (var entries = Files.list(path(folder))) {
            List<String> names = entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
            assertThat(names).as("cases in %s", folder).isNotEmpty();
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless a file below the test resources has exactly this text. */
    public static void check(String name, String actual) {
        check(path(name), actual);
    }

    /** Fails unless a file has exactly this text. */
    public static void check(Path file, String actual) {
        if (Boolean.getBoolean(SWITCH)) {
            write(file, actual);
        }
        assertThat(actual)
                .as("%s is out of date; -D%s=true rewrites it", file, SWITCH)
                .isEqualTo(Files.exists(file) ? read(file) : "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
