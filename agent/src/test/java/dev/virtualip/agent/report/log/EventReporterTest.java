package dev.virtualip.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.agent.vrrp.Family;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReporterTest {
    private static final Notice NOTICE = new Notice(Severity.WARNING, "eth1", "BadTtl", "TTL 64");

    @TempDir
    private Path folder;

    private final RecordedLogLines lines = new RecordedLogLines();

    @Test
    void eventsReportedBeforeTheEndAreWritten() {
        Path journal = folder.resolve("journal");
        List<JournalEntry> entries = RecordedSteps.ofIpv4().entries();
        try (EventReporter reporter = new EventReporter(journal, lines)) {
            reporter.configured(
                    List.of(SampleSnapshots.spec("ingress-ipv4", Family.IPV4, List.of(SampleSnapshots.VIRTUAL))));
            reporter.begin();
            entries.forEach(reporter::stepped);
            reporter.noticed(NOTICE);
        }

        assertThat(journal).content().hasLineCount(entries.size());
        assertThat(lines.all())
                .hasSizeGreaterThan(5)
                .first()
                .asString()
                .startsWith("INFO ingress-ipv4 (eth1, VRID 55): Initialize -> Backup: Started");
        assertThat(lines.all()).last().isEqualTo("WARNING eth1: TTL 64");
    }

    @Test
    void routerThatIsLeavingIsStillNamedWithItsInterface() {
        try (EventReporter reporter = new EventReporter(null, lines)) {
            reporter.configured(
                    List.of(SampleSnapshots.spec("ingress-ipv4", Family.IPV4, List.of(SampleSnapshots.VIRTUAL))));
            reporter.configured(List.of());
            reporter.begin();
            reporter.stepped(RecordedSteps.ofIpv4().entries().getFirst());
        }

        assertThat(lines.all()).singleElement().asString().contains("(eth1, VRID 55)");
    }

    @Test
    void eventsBeyondTheQueueAreCountedAndReported() {
        try (EventReporter reporter = new EventReporter(null, lines)) {
            for (int i = 0; i < EventReporter.CAPACITY + 5; i++) {
                reporter.noticed(NOTICE);
            }
            reporter.begin();
            assertThat(reporter.counts().reportsDropped()).isEqualTo(5);
        }

        assertThat(lines.all()).last().asString().startsWith("WARNING agent: 5 reports were lost: they came faster");
    }

    @Test
    void transitionsAndFailoversAreCounted() {
        EventReporter reporter = new EventReporter(null, lines);
        reporter.begin();
        RecordedSteps.ofIpv4().entries().forEach(reporter::stepped);
        reporter.close();

        ReportCounts counts = reporter.counts();
        assertThat(counts.transitions())
                .containsEntry(new TransitionKey("ingress-ipv4", "Initialize", "Backup", "Started"), 1L)
                .containsEntry(new TransitionKey("ingress-ipv4", "Backup", "Active", "PeerTimeout"), 1L)
                .containsEntry(new TransitionKey("ingress-ipv4", "Releasing", "Active", "PeerTimeout"), 1L)
                .containsEntry(new TransitionKey("ingress-ipv4", "Active", "Releasing", "SuperiorPeer"), 1L);
        assertThat(counts.failovers().counts().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isPositive();
        assertThat(counts.failovers().sumNanos()).isGreaterThan(3_609_375_000L);
    }

    @Test
    void lineThatCannotBeWrittenDoesNotSilenceTheNext() {
        RecordedLogLines broken = new RecordedLogLines();
        LogSink log = (severity, text) -> {
            if (text.contains("Initialize -> Backup")) {
                throw new IllegalStateException("no paper");
            }
            broken.line(severity, text);
        };
        try (EventReporter reporter = new EventReporter(null, log)) {
            reporter.begin();
            reporter.stepped(RecordedSteps.ofIpv4().entries().getFirst());
            reporter.noticed(NOTICE);
        }

        assertThat(broken.all()).hasSize(2).first().asString().contains("no paper");
    }
}
