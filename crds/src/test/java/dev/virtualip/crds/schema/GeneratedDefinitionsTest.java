package dev.virtualip.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of the custom resource definitions say what the records and their rules say. */
class GeneratedDefinitionsTest {

    @Test
    void theyAreCurrent() throws IOException {
        for (Map.Entry<Path, String> file : GeneratedDefinitions.texts().entrySet()) {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(GeneratedDefinitions.FOLDER);
                Files.writeString(file.getKey(), file.getValue());
            }
            assertThat(file.getKey())
                    .content()
                    .as("rewrite it with -Dgolden.write=true")
                    .isEqualTo(file.getValue());
        }
    }
}
