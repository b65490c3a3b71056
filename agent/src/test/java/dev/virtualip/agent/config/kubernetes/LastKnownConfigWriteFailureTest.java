package dev.virtualip.agent.config.kubernetes;

import static dev.virtualip.agent.api.TestObjects.ROUTERS;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.router;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.api.Eventually;
import dev.virtualip.agent.api.TestObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The copy on disk cannot be written: all goes on, it is said, and no release is confirmed that a restart undoes. */
@Timeout(60)
final class LastKnownConfigWriteFailureTest {
    private static final String ONE = router(1, "192.0.2.1");
    private static final String TWO = router(2, "192.0.2.2");

    @TempDir
    private Path folder;

    private WatcherFixture source;

    @BeforeEach
    void begin() throws IOException {
        source = new WatcherFixture(folder);
    }

    @AfterEach
    void stop() {
        source.close();
    }

    @Test
    void specRunsAndTheReasonIsAConditionUntilItCanBeWritten() throws Exception {
        obstruct();
        set(1, ONE);
        source.start();
        source.told().awaitGeneration("u1", 1);
        Eventually.holds(() -> !source.api().seen("WATCH").isEmpty());

        assertThat(source.told().runs()).containsExactly("r1=192.0.2.1");
        assertThat(source.told().reasons()).containsExactly("WriteFailed");
        assertThat(source.told().notices()).contains("LastKnownConfigNotWritten");
        assertThat(source.appliedConfig().complete()).as("nothing is released").isTrue();

        clear();
        set(1, ONE);
        Eventually.holds(() -> source.told().reasons().isEmpty());
        assertThat(source.kept().routers()).hasSize(1);
    }

    @Test
    void releaseIsConfirmedOnlyWhenARestartDoesNotBringItBack() throws Exception {
        source.keep(RouterDocuments.holdings("cluster-1", "u1", ONE, TWO));
        obstruct();
        set(8, TWO);
        source.start();
        source.told().awaitGeneration("u1", 8);
        Eventually.holds(() -> !source.api().seen("WATCH").isEmpty());

        assertThat(source.told().runs()).containsExactly("r2=192.0.2.2");
        assertThat(source.appliedConfig().complete()).isFalse();

        clear();
        set(8, TWO);
        Eventually.holds(() -> source.appliedConfig().complete());
        assertThat(RouterDocuments.text(source.kept().routers())).isEqualTo("r2=192.0.2.2");
    }

    /** A folder where the draft would be: also root cannot write over it. */
    private void obstruct() throws IOException {
        Files.createDirectories(folder.resolve("assignment.new/in-the-way"));
    }

    private void clear() throws IOException {
        Files.delete(folder.resolve("assignment.new/in-the-way"));
    }

    private void set(int generation, String... routers) {
        source.api().set(ROUTERS, "node-a", TestObjects.router("u1", generation, RouterDocuments.spec(routers)));
    }
}
