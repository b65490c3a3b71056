package dev.virtualip.deploy.image;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Inputs from which the tests build images. */
final class Samples {

    static final FileTime TIME = FileTime.from(Instant.parse("2026-11-01T00:00:00Z"));

    private Samples() {}

    static BuildInput release(Path repository) {
        return new BuildInput(repository, "1.2.3", "0123abc", TIME);
    }

    /** The checkout that the test runs in: the folder above this module. */
    static Path repository() {
        return Path.of("")
                .toAbsolutePath()
                .resolveSibling("deploy")
                .resolveSibling("")
                .normalize();
    }
}
