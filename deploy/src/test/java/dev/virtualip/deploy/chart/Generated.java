package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in the repository that are made from others: compared, or rewritten with {@code -Dmanifests.write=true}. */
final class Generated {

    private static final boolean WRITE = Boolean.getBoolean("manifests.write");

    private Generated() {}

    static void assertCurrent(Path file, String text) {
        if (WRITE) {
            write(file, text);
        }
        assertThat(Files.exists(file) ? Chart.read(file) : "")
                .as("%s is not current: mvn -B -pl deploy -am verify -Dmanifests.write=true rewrites it", file)
                .isEqualTo(text);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
