package dev.virtualip.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of the custom resource definitions say what the records and their rules say. */
class DefinitionFilesTest {

    @Test
    void theyAreCurrent() throws IOException {
        for (Map.Entry<Path, String> file : DefinitionFiles.texts().entrySet()) {
            if (Boolean.getBoolean("crds.write")) {
                Files.createDirectories(DefinitionFiles.FOLDER);
                Files.writeString(file.getKey(), file.getValue());
            }
            assertThat(file.getKey())
                    .content()
                    .as("rewrite it with -Dcrds.write=true")
                    .isEqualTo(file.getValue());
        }
    }
}
