package dev.virtualip.e2e.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.virtualip.testkit.daemon.VrrpProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Results of the benchmark, as a table and as JSON. */
final class Report {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ROW = "%-34s %28s %28s %8s%n";

    private final PrintStream out;
    private final ArrayNode figures = JSON.createArrayNode();

    Report(PrintStream out) {
        this.out = out;
        out.printf(
                Locale.ROOT,
                ROW,
                "min / median / max",
                VrrpProgram.OURS.command(),
                VrrpProgram.KEEPALIVED.command(),
                "ratio");
    }

    /** Prints one line of the table. */
    void add(Figure figure, Map<VrrpProgram, Figure.Values> values) {
        add(figure.name(), figure.group(), values);
    }

    /** Prints one line of the table that was measured together with others. */
    void add(String name, String group, Map<VrrpProgram, Figure.Values> values) {
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                cell(values, VrrpProgram.OURS),
                cell(values, VrrpProgram.KEEPALIVED),
                ratio(values));
        ObjectNode node = figures.addObject().put("name", name).put("group", group);
        values.forEach((program, found) -> {
            ArrayNode samples = node.putArray(program.command());
            found.values().forEach(samples::add);
        });
    }

    /** Begins a part of the table in which only ours is measured, by percentiles. */
    void percentiles(String title) {
        out.printf(Locale.ROOT, "%n" + ROW, title + ", p50 / p99 / max", VrrpProgram.OURS.command(), "", "");
    }

    /** Prints one line of such a part. */
    void add(String name, String group, Figure.Values found) {
        final int half = 50;
        final int nearlyAll = 99;
        String cell = String.format(
                Locale.ROOT, "%.1f / %.1f / %.1f", found.percentile(half), found.percentile(nearlyAll), found.max());
        out.printf(Locale.ROOT, ROW, name, cell, "", "");
        ArrayNode samples =
                figures.addObject().put("name", name).put("group", group).putArray(VrrpProgram.OURS.command());
        found.values().forEach(samples::add);
    }

    /** Writes all values to a file. */
    void writeJson(Path file) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Prints one value that keepalived has no counterpart of. */
    void addOurs(String group, String name, double value) {
        out.printf(Locale.ROOT, "%-48s %14.2f%n", name, value);
        figures.addObject()
                .put("name", name)
                .put("group", group)
                .putArray(VrrpProgram.OURS.command())
                .add(value);
    }

    private static String cell(Map<VrrpProgram, Figure.Values> values, VrrpProgram program) {
        Figure.Values found = values.get(program);
        return found == null
                ? "-"
                : String.format(Locale.ROOT, "%.1f / %.1f / %.1f", found.min(), found.median(), found.max());
    }

    /** Ours to keepalived's, of the medians: below 1 is better. */
    private static String ratio(Map<VrrpProgram, Figure.Values> values) {
        Figure.Values ours = values.get(VrrpProgram.OURS);
        Figure.Values theirs = values.get(VrrpProgram.KEEPALIVED);
        return ours == null || theirs == null || theirs.median() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f", ours.median() / theirs.median());
    }
}
