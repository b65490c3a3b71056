package dev.virtualip.cli.history;

import java.util.List;

/**
 * The history of one VirtualIP.
 *
 * @param name its name
 * @param entries what happened, the oldest first
 * @param gaps what could not be read
 */
public record HistoryReport(String name, List<HistoryEntry> entries, List<String> gaps) {
    /** Copies the lists. */
    public HistoryReport {
        entries = List.copyOf(entries);
        gaps = List.copyOf(gaps);
    }
}
