package dev.virtualip.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.golden.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Journals are tests: those in src/test/resources/journal must be decided today as they were. */
class JournalReplayTest {

    @TempDir
    private Path folder;

    static List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(GoldenFiles.path("journal"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("journals")
    void recordedJournalIsDecidedTheSameWayAgain(Path journal) throws IOException {
        JournalReplay replay = JournalReplay.of(journal);

        assertThat(replay.differences()).isEmpty();
        assertThat(replay.decisions())
                .isEqualTo(Files.readAllLines(journal).size())
                .isPositive();
    }

    @Test
    void recordingsAreWhatTheStateMachineWritesNow() throws IOException {
        assertRecorded("journal/pair-ipv4.jsonl", RecordedSteps.ofIpv4());
        assertRecorded("journal/group-ipv6.jsonl", RecordedSteps.ofIpv6());
    }

    @Test
    void tamperedDecisionIsFoundWithItsPlace() throws IOException {
        Path tampered = edited("pair-ipv4.jsonl", "\"reason\":\"PeerStopped\"}", "\"reason\":\"PeerTimeout\"}");

        assertThat(JournalReplay.of(tampered).differences())
                .singleElement()
                .asString()
                .startsWith("pair-ipv4.jsonl:9: ingress-ipv4 at 2026-11-01T12:00:1")
                .contains("recorded is", "PEER_TIMEOUT", "decided now is", "PEER_STOPPED");
    }

    @Test
    void tamperedInputIsFound() throws IOException {
        Path tampered = edited("group-ipv6.jsonl", "\"priority\":100,\"adv", "\"priority\":101,\"adv");

        assertThat(JournalReplay.of(tampered).differences()).isNotEmpty();
    }

    @Test
    void tornLineIsReportedAndTheRestIsRepeated() throws IOException {
        Path torn = edited("pair-ipv4.jsonl", "{\"time\":\"2026-11-01T12:00:07Z\"", "{\"time\":");

        assertThat(JournalReplay.of(torn).differences())
                .singleElement()
                .asString()
                .startsWith("pair-ipv4.jsonl:1: not a journal entry");
    }

    @Test
    void fieldThatIsWrongIsNamedWithItsPath() throws IOException {
        Path wrong = edited("pair-ipv4.jsonl", "\"192.168.31.10\"", "\"lb01\"");

        assertThat(JournalReplay.of(wrong).differences())
                .first()
                .asString()
                .contains("settings: sourceAddress: ", "lb01", "is not an IP address");
    }

    private Path edited(String name, String from, String to) throws IOException {
        String text = Files.readString(GoldenFiles.path("journal").resolve(name));
        assertThat(text).contains(from);
        Path edited = folder.resolve(name);
        return Files.writeString(edited, text.replace(from, to));
    }

    private void assertRecorded(String name, RecordedSteps recording) throws IOException {
        Path file = folder.resolve("recorded.jsonl");
        Journal journal = new Journal(file, Journal.MAX_BYTES, new RecordedLogLines());
        recording.entries().forEach(entry -> journal.write(entry, 0));
        journal.close();

        String actual = Files.readString(file);
        Files.delete(file);
        GoldenFiles.check(name, actual);
    }
}
