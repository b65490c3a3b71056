package dev.virtualip.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Table of text whose columns are as wide as their longest cell, as kubectl prints it. */
public final class TextTable {
    private static final int GAP = 3;

    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table with these headings. */
    public TextTable(List<String> headings) {
        rows.add(List.copyOf(headings));
    }

    /** Adds a row; an empty cell is shown as a dash. */
    public TextTable row(List<String> cells) {
        rows.add(cells.stream().map(cell -> cell.isEmpty() ? "-" : cell).toList());
        return this;
    }

    /** Whether there is no row besides the headings. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Returns the lines, without blanks at their end. */
    public List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + GAP);
        }
        return line.toString().stripTrailing();
    }
}
