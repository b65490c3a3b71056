package dev.virtualip.cli.plan;

import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.cli.output.TextTable;
import dev.virtualip.cli.output.WrappedLine;
import dev.virtualip.cli.plan.DrainReport.DrainMove;
import dev.virtualip.cli.plan.DrainReport.DrainStay;
import dev.virtualip.cli.plan.WhyReport.WhyRow;
import dev.virtualip.crds.report.AddressReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts of explanations and simulations, for people. */
final class PlanText {
    private static final int WIDTH = 100;

    private PlanText() {}

    static String of(WhyReport report) {
        List<String> lines = new ArrayList<>();
        report.summary().forEach(sentence -> lines.addAll(WrappedLine.of(sentence.replaceAll("\\.\\.$", "."), WIDTH)));
        if (!report.rows().isEmpty()) {
            boolean nodes = !report.kind().equals("Node");
            TextTable table =
                    new TextTable(List.of(nodes ? "NODE" : "NAME", nodes ? "ROLE" : "ROLE HERE", "PRIORITY", "WHY"));
            for (WhyRow row : report.rows()) {
                table.row(List.of(
                        title(row.name(), report.services()),
                        row.role(),
                        row.priority(),
                        String.join("; ", row.reasons())));
            }
            lines.add("");
            lines.addAll(table.lines());
        }
        addNotes(report.notes(), lines);
        return String.join("\n", lines) + "\n";
    }

    private static void addNotes(List<String> notes, List<String> lines) {
        for (String note : notes) {
            lines.add("");
            lines.addAll(WrappedLine.of("Note: " + note + ".", WIDTH));
        }
    }

    static String of(DrainReport report, TextStyle style) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(report, style));
        for (DrainStay stay : report.stays()) {
            lines.add("");
            lines.add("%s  %s  %s"
                    .formatted(
                            style.bad("STAYS"),
                            title(stay.name(), report.services()),
                            String.join(", ", stay.addresses())));
            WrappedLine.of(stay.message() + ".", WIDTH - 2).forEach(line -> lines.add("  " + line));
        }
        if (!report.withoutBackup().isEmpty()) {
            String names = report.withoutBackup().stream()
                    .map(name -> title(name, report.services()))
                    .collect(Collectors.joining(", "));
            lines.add("");
            lines.addAll(
                    WrappedLine.of("Without a backup while %s is away: %s.".formatted(report.node(), names), WIDTH));
        }
        if (!report.moves().isEmpty()) {
            TextTable table = new TextTable(List.of("NAME", "ADDRESS", "MOVES TO", "BACKUPS THEN"));
            for (DrainMove move : report.moves()) {
                table.row(List.of(
                        title(move.name(), report.services()),
                        String.join(",", move.addresses()),
                        move.to(),
                        String.join(",", move.backups())));
            }
            lines.add("");
            lines.addAll(table.lines());
        }
        addNotes(report.notes(), lines);
        return String.join("\n", lines) + "\n";
    }

    /** The name as status shows it. */
    private static String title(String name, Map<String, String> services) {
        return AddressReport.title(name, services.get(name));
    }

    private static String summary(DrainReport report, TextStyle style) {
        int all = report.moves().size() + report.stays().size();
        String node = report.node();
        if (all == 0) {
            return style.good("%s answers for no VirtualIP: nothing moves, it is safe to reboot it.".formatted(node));
        }
        if (report.safe()) {
            String count = all == 1 ? "The VirtualIP on %s moves" : "All " + all + " VirtualIPs on %s move";
            return style.good(count.formatted(node) + ": it is safe to reboot it once it is drained.");
        }
        return style.bad("%d of %d VirtualIPs on %s would have no other healthy node: a reboot interrupts them."
                .formatted(report.stays().size(), all, node));
    }
}
