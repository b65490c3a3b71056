package dev.virtualip.cli.status;

import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.cli.output.TextTable;
import dev.virtualip.cli.output.WrappedLine;
import dev.virtualip.crds.format.Age;
import dev.virtualip.crds.report.AddressReport;
import dev.virtualip.crds.report.AddressReport.LastMove;
import dev.virtualip.crds.report.AddressReport.MemberReport;
import dev.virtualip.crds.report.AddressReport.RouterReport;
import dev.virtualip.crds.report.NodeReport;
import dev.virtualip.crds.report.PoolReport;
import dev.virtualip.crds.report.ReportedProblem;
import dev.virtualip.crds.report.Severity;
import dev.virtualip.crds.report.StatusReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Text of a report, for people. */
public final class StatusText {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private final Instant now;
    private final TextStyle style;
    private final boolean wide;
    private final List<String> lines = new ArrayList<>();

    private StatusText(Instant now, TextStyle style, boolean wide) {
        this.now = now;
        this.style = style;
        this.wide = wide;
    }

    /** Returns the overview of everything. */
    public static String overview(StatusReport report, Instant now, TextStyle style, boolean wide) {
        StatusText text = new StatusText(now, style, wide);
        text.addSummary(report);
        text.addProblems(report);
        text.addTable(text.addresses(report.addresses()), "");
        text.addTable(text.nodes(report.nodes()), "");
        text.addTable(pools(report.pools()), "");
        return text.end(report.gaps());
    }

    /** Returns everything about the addresses of a report. */
    public static String detail(StatusReport report, Instant now, TextStyle style) {
        StatusText text = new StatusText(now, style, true);
        report.addresses().forEach(text::addAddress);
        text.addProblems(report);
        report.addresses().forEach(address -> address.routers().forEach(text::addRouter));
        return text.end(report.gaps());
    }

    private String end(List<String> gaps) {
        if (!gaps.isEmpty()) {
            lines.add("");
            gaps.forEach(gap -> addWrapped("Note: ", gap));
        }
        return String.join("\n", lines) + "\n";
    }

    private void addSummary(StatusReport report) {
        int total = report.addresses().size();
        if (total == 0) {
            lines.add("There is no VirtualIP yet. Create one: examples/ingress.yaml");
            return;
        }
        long answering = report.addresses().stream()
                .filter(address -> address.severity() != Severity.DOWN && address.activeNode() != null)
                .count();
        long problems = report.problems().stream()
                .filter(problem -> problem.severity().isProblem())
                .count();
        String count = answering == total
                ? (total == 1 ? "The VirtualIP answers" : "All %d VirtualIPs answer".formatted(total))
                : "%d of %d VirtualIPs %s".formatted(answering, total, answering == 1 ? "answers" : "answer");
        String trouble = problems == 0
                ? "no problem is known"
                : "%d %s".formatted(problems, problems == 1 ? "problem" : "problems");
        String sentence = count + "; " + trouble + ".";
        lines.add(problems == 0 && answering == total ? style.good(sentence) : style.heading(sentence));
    }

    private void addProblems(StatusReport report) {
        if (report.problems().isEmpty()) {
            return;
        }
        lines.add("");
        for (ReportedProblem problem : report.problems()) {
            String about = problem.kind().equals("VirtualIP")
                    ? title(report, problem.name())
                    : problem.kind() + " " + problem.name();
            lines.add("%s  %s"
                    .formatted(paint(problem.severity(), problem.severity().name()), style.heading(about)));
            addWrapped(INDENT, sentence(problem.message()));
            if (!problem.remedy().isEmpty()) {
                addWrapped(INDENT + "-> ", sentence(problem.remedy()));
            }
        }
    }

    private static String title(StatusReport report, String name) {
        return report.addresses().stream()
                .filter(address -> address.name().equals(name))
                .findFirst()
                .map(AddressReport::title)
                .orElse(name);
    }

    /** Ends a sentence, unless a command is at its end, which is to be copied. */
    private static String sentence(String text) {
        boolean command = text.matches(".*: (virtualip|kubectl) [^:;]*");
        return command || text.endsWith(".") ? text : text + ".";
    }

    private String paint(Severity severity, String text) {
        return switch (severity) {
            case DOWN -> style.bad(text);
            case REFUSED, DEGRADED -> style.warning(text);
            case NOTICE -> text;
            case OK -> style.good(text);
        };
    }

    private void addWrapped(String prefix, String text) {
        String blank = " ".repeat(prefix.length());
        List<String> wrapped = WrappedLine.of(text, WIDTH - prefix.length());
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((i == 0 ? prefix : blank) + wrapped.get(i));
        }
    }

    private void addTable(TextTable table, String indent) {
        if (!table.isEmpty()) {
            lines.add("");
            table.lines().forEach(line -> lines.add(indent + line));
        }
    }

    private TextTable addresses(List<AddressReport> addresses) {
        List<String> headings = new ArrayList<>(List.of("NAME", "ADDRESS", "NODE", "SINCE", "BACKUPS", "STATE"));
        if (wide) {
            headings.addAll(List.of("INTERFACE", "VRID", "MOVES", "LAST MOVE", "REASON"));
        }
        TextTable table = new TextTable(headings);
        for (AddressReport address : addresses) {
            List<String> cells = new ArrayList<>(List.of(
                    address.title(),
                    wide ? String.join(",", address.addresses()) : shortened(address.addresses()),
                    text(address.activeNode()),
                    Age.since(address.since(), now),
                    String.join(",", address.backups()),
                    address.state()));
            if (wide) {
                LastMove move = address.lastMove();
                cells.addAll(List.of(
                        text(address.interfaceName()),
                        address.virtualRouterID() == null ? "" : String.valueOf(address.virtualRouterID()),
                        String.valueOf(address.moves()),
                        move == null ? "" : Age.since(move.time(), now),
                        move == null ? "" : move.reason()));
            }
            table.row(cells);
        }
        return table;
    }

    private static String shortened(List<String> addresses) {
        if (addresses.isEmpty()) {
            return "";
        }
        String first = addresses.getFirst().replaceFirst("/.*", "");
        return addresses.size() == 1 ? first : "%s +%d".formatted(first, addresses.size() - 1);
    }

    private TextTable nodes(List<NodeReport> nodes) {
        List<String> headings = new ArrayList<>(List.of("NODE", "ACTIVE", "BACKUP", "AGENT", "STATE"));
        if (wide) {
            headings.add("LATE BY AT MOST");
        }
        TextTable table = new TextTable(headings);
        for (NodeReport node : nodes) {
            List<String> cells = new ArrayList<>(List.of(
                    node.name(),
                    String.valueOf(node.active()),
                    String.valueOf(node.backup()),
                    node.agent(),
                    node.state()));
            if (wide) {
                cells.add(text(node.recentLateness()));
            }
            table.row(cells);
        }
        return table;
    }

    private static TextTable pools(List<PoolReport> pools) {
        TextTable table = new TextTable(List.of("POOL", "TOTAL", "USED", "FREE"));
        pools.forEach(pool -> table.row(List.of(
                pool.name(), String.valueOf(pool.total()), String.valueOf(pool.used()), String.valueOf(pool.free()))));
        return table;
    }

    private void addAddress(AddressReport address) {
        lines.add(style.heading(address.name()) + "   " + String.join(", ", address.addresses()));
        if (address.service() != null) {
            lines.add(INDENT + "Service:   " + address.service());
        }
        lines.add(INDENT + "State:     " + paint(address.severity(), address.state()));
        if (address.activeNode() != null) {
            lines.add(INDENT
                    + "Answers:   %s on %s, for %s"
                            .formatted(
                                    address.activeNode(),
                                    text(address.interfaceName()),
                                    Age.since(address.since(), now)));
        }
        lines.add(INDENT + "Backups:   "
                + (address.backups().isEmpty() ? "none known" : String.join(", ", address.backups())));
        LastMove move = address.lastMove();
        if (move != null) {
            String from = move.from() == null ? "first on " + move.to() : "%s -> %s".formatted(move.from(), move.to());
            lines.add(INDENT
                    + "Last move: %s, %s: %s (%s)"
                            .formatted(from, Age.ago(move.time(), now), move.explanation(), move.reason()));
            lines.add(INDENT
                    + "Moves:     %d; all that are known: virtualip history %s"
                            .formatted(address.moves(), address.name()));
        }
        if (address.plannedMove() != null) {
            addWrapped(INDENT + "Planned:   ", address.plannedMove());
        }
    }

    private void addRouter(RouterReport router) {
        lines.add("");
        lines.add("%s, Virtual Router ID %s%s"
                .formatted(
                        style.heading(router.family()),
                        router.virtualRouterID() == null ? "not chosen yet" : router.virtualRouterID(),
                        router.sharedWith().isEmpty()
                                ? ""
                                : ", shared with " + String.join(", ", router.sharedWith())));
        TextTable table =
                new TextTable(List.of("NODE", "STATE", "PRIORITY", "INTERFACE", "SINCE", "BECAUSE", "HEALTH"));
        for (MemberReport member : router.members()) {
            table.row(List.of(
                    member.node(),
                    member.state() + (member.stale() ? " (out of date)" : ""),
                    priority(member),
                    text(member.interfaceName()),
                    Age.since(member.since(), now),
                    text(member.reason()),
                    member.health()));
        }
        table.lines().forEach(line -> lines.add(INDENT + line));
        router.members()
                .forEach(member -> member.problems()
                        .forEach(problem -> addWrapped(INDENT, member.node() + ": " + sentence(problem))));
    }

    private static String priority(MemberReport member) {
        return member.effectivePriority() == null
                ? String.valueOf(member.priority())
                : "%d (now %d)".formatted(member.priority(), member.effectivePriority());
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
