package dev.virtualip.cli.history;

import dev.virtualip.cli.output.TextTable;
import dev.virtualip.crds.format.Age;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Text of a history, for people. */
final class HistoryText {
    private HistoryText() {}

    static String of(HistoryReport report, Instant now) {
        StringBuilder text = new StringBuilder();
        if (report.entries().isEmpty()) {
            text.append(
                    "Nothing is known about %s: Events are kept for an hour by default.\n".formatted(report.name()));
        } else {
            TextTable table = new TextTable(List.of("TIME", "AGO", "SOURCE", "REASON", "WHAT HAPPENED"));
            report.entries()
                    .forEach(entry -> table.row(List.of(
                            time(entry.time()),
                            Age.since(entry.time(), now),
                            entry.source(),
                            entry.reason(),
                            entry.count() > 1
                                    ? "%s (%d times)".formatted(entry.message(), entry.count())
                                    : entry.message())));
            table.lines().forEach(line -> text.append(line).append('\n'));
        }
        report.gaps().forEach(gap -> text.append("\nNote: ").append(gap).append('\n'));
        return text.toString();
    }

    private static String time(String time) {
        Instant instant = Age.parse(time);
        return instant == null ? time : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
