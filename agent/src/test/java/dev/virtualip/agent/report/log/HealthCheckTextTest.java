package dev.virtualip.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.HealthCheckChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCheckTextTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    @Test
    void failureNamesCauseAndCount() {
        assertThat(HealthCheckText.of(failed(List.of("ingress"), 2)))
                .isEqualTo("Health check nginx of ingress failed: connection refused by 127.0.0.1:80 (2 failures in a"
                        + " row).");
        assertThat(HealthCheckText.of(failed(List.of("a", "b", "c", "d", "e"), 1)))
                .isEqualTo("Health check nginx of a, b, c and 2 more failed: connection refused by 127.0.0.1:80 (1"
                        + " failure).");
    }

    @Test
    void passedCheckNamesTheCount() {
        assertThat(HealthCheckText.of(new HealthCheckChange(TIME, "nginx", List.of("ingress"), true, 3, null)))
                .isEqualTo("Health check nginx of ingress passed (3 successes in a row).");
    }

    @Test
    void verdictIsLoggedAndJournalledAndSkippedByAReplay() throws Exception {
        Path journal = folder.resolve("journal");
        RecordedLogLines lines = new RecordedLogLines();
        try (EventReporter reporter = new EventReporter(journal, lines)) {
            reporter.begin();
            reporter.stepped(RecordedSteps.ofIpv4().entries().getFirst());
            reporter.healthChanged(failed(List.of("ingress"), 2));
        }

        assertThat(lines.all()).last().asString().startsWith("WARNING Health check nginx of ingress failed");
        assertThat(Files.readAllLines(journal))
                .last()
                .asString()
                .startsWith("{\"time\":\"2026-01-02T03:04:05Z\",\"healthCheck\":\"nginx\",")
                .endsWith("\"healthy\":false,\"resultsInRow\":2,\"error\":\"connection refused by 127.0.0.1:80\"}");
        assertThat(JournalReplay.of(journal)).isEqualTo(new JournalReplay(1, List.of()));
    }

    private static HealthCheckChange failed(List<String> routers, int inRow) {
        return new HealthCheckChange(TIME, "nginx", routers, false, inRow, "connection refused by 127.0.0.1:80");
    }
}
