package dev.virtualip.cli.doctor;

import dev.virtualip.cli.doctor.DoctorReport.Explained;
import dev.virtualip.cli.doctor.DoctorReport.Host;
import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.cli.output.TextTable;
import dev.virtualip.cli.output.WrappedLine;
import dev.virtualip.crds.doctor.FindingSeverity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the doctor's answer for people. */
final class DoctorText {
    private static final int WIDTH = 96;
    private static final String INDENT = "  ";

    private DoctorText() {}

    static String of(DoctorReport report, TextStyle style, boolean wide) {
        List<String> lines = new ArrayList<>();
        if (!report.matrix().isEmpty()) {
            lines.add(style.heading("Who receives from whom"));
            lines.addAll(matrix(report.matrix()));
            lines.add("");
        }
        List<String> modes = kubeProxyModes(report.hosts());
        lines.addAll(modes);
        if (!modes.isEmpty()) {
            lines.add("");
        }
        List<Explained> shown = report.findings().stream()
                .filter(finding -> wide || finding.severity() != FindingSeverity.INFO)
                .toList();
        for (Explained finding : shown) {
            lines.addAll(finding(finding, style));
            lines.add("");
        }
        int hidden = report.findings().size() - shown.size();
        lines.add(summary(report, hidden, style));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> matrix(Map<String, Map<String, String>> matrix) {
        List<String> headings = new ArrayList<>(List.of("TO \\ FROM"));
        headings.addAll(matrix.keySet());
        TextTable table = new TextTable(headings);
        matrix.forEach((receiver, row) -> {
            List<String> cells = new ArrayList<>(List.of(receiver));
            cells.addAll(row.values());
            table.row(cells);
        });
        return table.lines();
    }

    /** A line for each mode of kube-proxy that was seen, with its hosts. */
    private static List<String> kubeProxyModes(List<Host> hosts) {
        Map<String, List<String>> modes = new TreeMap<>();
        for (Host host : hosts) {
            if (!host.kubeProxyMode().isEmpty()) {
                modes.computeIfAbsent(host.kubeProxyMode(), none -> new ArrayList<>())
                        .add(host.name());
            }
        }
        return modes.entrySet().stream()
                .map(mode -> "kube-proxy mode %s: %s".formatted(mode.getKey(), String.join(", ", mode.getValue())))
                .toList();
    }

    private static List<String> finding(Explained finding, TextStyle style) {
        List<String> lines = new ArrayList<>();
        String severity = finding.severity().name();
        String painted = switch (finding.severity()) {
            case ERROR -> style.bad(severity);
            case WARNING -> style.warning(severity);
            case INFO -> severity;
        };
        lines.add("%s %s  %s %s"
                .formatted(painted, style.heading(finding.kind()), finding.node(), finding.subject())
                .stripTrailing());
        WrappedLine.of(finding.message(), WIDTH).forEach(line -> lines.add(INDENT + line));
        WrappedLine.of("Remedy: " + finding.remedy(), WIDTH).forEach(line -> lines.add(INDENT + line));
        lines.add(INDENT + "See " + finding.link());
        return lines;
    }

    private static String summary(DoctorReport report, int hidden, TextStyle style) {
        long errors = count(report, FindingSeverity.ERROR);
        long warnings = count(report, FindingSeverity.WARNING);
        String notes = hidden == 0
                ? ""
                : "; %s shown with -o wide".formatted(hidden == 1 ? "1 note is" : hidden + " notes are");
        String text = "%s probed: %s, %s%s"
                .formatted(
                        counted(report.hosts().size(), "host"),
                        counted(errors, "error"),
                        counted(warnings, "warning"),
                        notes);
        return errors > 0 ? style.bad(text) : warnings > 0 ? style.warning(text) : style.good(text);
    }

    private static String counted(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    private static long count(DoctorReport report, FindingSeverity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
