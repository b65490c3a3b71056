package dev.virtualip.crds.schema;

import dev.virtualip.testkit.golden.GoldenFiles;
import org.junit.jupiter.api.Test;

/** The files of the custom resource definitions say what the records and their rules say. */
class GeneratedDefinitionsTest {

    @Test
    void filesAreCurrent() {
        GeneratedDefinitions.texts().forEach(GoldenFiles::check);
    }
}
