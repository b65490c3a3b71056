package dev.virtualip.operator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Golden files below {@code src/test/resources}. {@code -Dgolden.write=true} writes what comes out instead of comparing
 * it: read the difference before it is committed.
 */
public final class Golden {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private Golden() {}

    /** The names of the cases in a folder, in order: every folder in it is one. */
    public static List<String> cases(String folder) {
        try (Stream<Path> paths = Files.list(RESOURCES.resolve(folder))) {
            List<String> names =
                    paths.map(path -> path.getFileName().toString()).sorted().toList();
            assertThat(names).as("cases in %s", folder).isNotEmpty();
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of a case as an object. */
    public static <T> T read(String file, Class<T> type) {
        return Serialization.unmarshal(text(file), type);
    }

    /** Holds that an object is what a file says, byte for byte. */
    public static void check(String file, Object actual) {
        String yaml = Serialization.asYaml(actual);
        if (Boolean.getBoolean("golden.write")) {
            write(file, yaml);
        }
        assertThat(yaml).as("%s; -Dgolden.write=true writes it anew", file).isEqualTo(text(file));
    }

    private static String text(String file) {
        try {
            return Files.readString(RESOURCES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String file, String yaml) {
        try {
            Files.writeString(RESOURCES.resolve(file), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
