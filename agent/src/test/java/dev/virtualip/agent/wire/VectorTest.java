package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VectorTest {

    @Test
    void everyFileIsAVectorAndEveryVectorHasAFile() throws IOException {
        try (var files = Files.list(Vector.directory())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Vector.values()).map(Vector::fileName).toList());
        }
    }
}
