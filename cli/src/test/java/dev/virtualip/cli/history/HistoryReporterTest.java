package dev.virtualip.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.ClusterDocuments;
import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.testkit.golden.GoldenFiles;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryReporterTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    private static final Path JOURNAL = Path.of("../agent/src/test/resources/journal/pair-ipv4.jsonl");

    private static Event event(String time, String reason, String message, int count) {
        return new EventBuilder()
                .withNewMetadata()
                .endMetadata()
                .withEventTime(new MicroTime(time))
                .withReason(reason)
                .withMessage(message)
                .withCount(count)
                .build();
    }

    private static HistoryReport report(List<Event> events, List<HistoryEntry> journals) {
        ClusterObjects objects = ClusterDocuments.read(GoldenFiles.read("status/healthy/in.yaml"));
        return HistoryReporter.report(objects.virtualIPs().getFirst(), objects.routers(), events, journals, List.of());
    }

    @Test
    void moveOfAnEventHasItsNodesAndIsNotRepeatedFromTheStatus() {
        HistoryReport report = report(
                List.of(event(
                        "2026-01-02T09:00:01Z",
                        "Moved",
                        "Moved from node-b to node-a (PeerStopped): node-b stopped and sent priority 0",
                        1)),
                List.of());

        assertThat(report.entries())
                .filteredOn(entry -> !entry.source().startsWith("Agent"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.from() + " " + entry.to()).isEqualTo("node-b node-a"));
    }

    @Test
    void lastMoveIsKnownWithoutEvents() {
        assertThat(HistoryText.of(report(List.of(), List.of()), NOW))
                .contains("Status         PeerStopped   node-b stopped and sent priority 0")
                .contains("Agent node-a")
                .contains("node-b of ingress-ipv4 is Backup since then");
    }

    @Test
    void repeatedEventShowsItsCount() {
        assertThat(HistoryText.of(
                        report(List.of(event("2026-01-02T10:00:00Z", "NoBackup", "No backup", 3)), List.of()), NOW))
                .contains("2h    Event          NoBackup      No backup (3 times)");
    }

    @Test
    void journalOfAnAgentShowsItsTransitions() throws CommandFailedException {
        List<HistoryEntry> journal = new ArrayList<>(JournalFile.read(JOURNAL, name -> name.equals("ingress-ipv4")));

        assertThat(journal)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.reason()).isNotEmpty());
        assertThat(journal.getFirst().message()).isEqualTo("ingress-ipv4: Initialize -> Backup");
        assertThat(JournalFile.read(JOURNAL, name -> false)).isEmpty();
    }
}
