package dev.virtualip.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.report.SampleSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<JournalEntry> ENTRIES = RecordedSteps.ofIpv4().entries();

    @TempDir
    private Path folder;

    private final RecordedLogLines lines = new RecordedLogLines();

    @Test
    void lineHoldsAllThatDecided() throws IOException {
        Path file = folder.resolve("journal");
        write(file, Journal.MAX_BYTES);

        List<String> written = Files.readAllLines(file);
        assertThat(written).hasSameSizeAs(ENTRIES);
        assertThat(JournalReader.parse(written.get(2))).isEqualTo(ENTRIES.get(2));
        assertThat(written.get(1))
                .startsWith("{\"time\":\"2026-11-01T12:00:07.200Z\",\"virtualRouter\":\"ingress-ipv4\",\"settings\":{")
                .contains("\"before\":{\"type\":\"Backup\"", "\"event\":{\"type\":\"Heard\"", "\"step\":{\"next\":");
    }

    @Test
    void othersMayNotReadItAndNoPasswordIsInIt() throws IOException {
        Path file = folder.resolve("journal");
        write(file, Journal.MAX_BYTES);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(file).content().doesNotContain(SampleSnapshots.PASSWORD);
    }

    @Test
    void fullFileBecomesTheOldOneAndTheOldOneGoes() throws IOException {
        Path file = folder.resolve("journal");
        long limit = 4_000;
        for (int round = 0; round < 5; round++) {
            write(file, limit);
        }

        Path old = folder.resolve("journal.1");
        assertThat(Files.size(file)).isPositive().isLessThanOrEqualTo(limit);
        assertThat(Files.size(old)).isPositive().isLessThanOrEqualTo(limit);
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file) && !path.equals(old));
        assertThat(Files.readAllLines(old))
                .allSatisfy(line -> assertThat(JournalReader.parse(line)).isNotNull());
    }

    @Test
    void unwritableFileIsReportedOnceAndCostsOnlyItsEntries() throws IOException {
        Path missing = folder.resolve("missing");
        Journal journal = new Journal(missing.resolve("journal"), Journal.MAX_BYTES, lines);
        journal.write(ENTRIES.get(0), SECOND);
        journal.write(ENTRIES.get(1), 2 * SECOND);
        journal.write(ENTRIES.get(2), 40 * SECOND);

        assertThat(journal.lost()).isEqualTo(3);
        assertThat(lines.all()).singleElement().asString().contains("cannot be written", "missing/journal");

        Files.createDirectory(missing);
        journal.write(ENTRIES.get(3), 80 * SECOND);
        journal.close();
        assertThat(missing.resolve("journal")).content().hasLineCount(1);
        assertThat(lines.all()).last().asString().contains("is written again; 3 entries were lost");
    }

    @Test
    void fullDiskIsReportedOnce() {
        Journal journal = new Journal(Path.of("/dev/full"), Journal.MAX_BYTES, lines);
        ENTRIES.forEach(entry -> journal.write(entry, SECOND));

        assertThat(journal.lost()).isEqualTo(ENTRIES.size());
        assertThat(lines.all()).singleElement().asString().contains("No space left on device");
    }

    @Test
    void floodIsCountedInsteadOfWritten() throws IOException {
        Path file = folder.resolve("journal");
        Journal journal = new Journal(file, Journal.MAX_BYTES, lines);
        for (int i = 0; i < Journal.MAX_ENTRIES_A_SECOND + 5; i++) {
            journal.write(ENTRIES.getFirst(), SECOND);
        }
        journal.write(ENTRIES.getFirst(), 2 * SECOND);
        journal.close();

        assertThat(journal.lost()).isEqualTo(5);
        assertThat(Files.readAllLines(file)).hasSize(Journal.MAX_ENTRIES_A_SECOND + 1);
    }

    private void write(Path file, long maxBytes) {
        Journal journal = new Journal(file, maxBytes, lines);
        ENTRIES.forEach(entry -> journal.write(entry, SECOND));
        journal.close();
        assertThat(lines.all()).isEmpty();
    }
}
