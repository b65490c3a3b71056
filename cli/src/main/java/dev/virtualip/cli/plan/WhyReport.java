package dev.virtualip.cli.plan;

import java.util.List;
import java.util.Map;

/**
 * Reasons why addresses are on some nodes and not on others.
 *
 * @param about the name of the VirtualIP or the node that was asked about
 * @param kind VirtualIP or Node
 * @param summary the answer in sentences
 * @param rows for a VirtualIP each node, for a node each VirtualIP
 * @param services the Services, as namespace/name, that VirtualIPs were made for, by the VirtualIP's name
 * @param notes what could not be read for want of rights, or is out of date
 */
public record WhyReport(
        String about,
        String kind,
        List<String> summary,
        List<WhyRow> rows,
        Map<String, String> services,
        List<String> notes) {
    /** Copies the lists. */
    public WhyReport {
        summary = List.copyOf(summary);
        rows = List.copyOf(rows);
        services = Map.copyOf(services);
        notes = List.copyOf(notes);
    }

    /**
     * One node, or one VirtualIP.
     *
     * @param name its name
     * @param role Active, Backup, or "no candidate"
     * @param priority the planned priority; empty: none
     * @param reasons why it has that role, the most important first
     */
    public record WhyRow(String name, String role, String priority, List<String> reasons) {
        /** Copies the list. */
        public WhyRow {
            reasons = List.copyOf(reasons);
        }
    }
}
