package dev.virtualip.e2e.demo;

import dev.virtualip.testkit.probe.ProbeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * State of the demo at one moment.
 *
 * @param hosts a line for each virtual router of each host
 * @param probes what the client noticed, by address
 */
record DemoSnapshot(List<HostLine> hosts, SequencedMap<String, ProbeLog> probes) {
    private static final String ROW = "  %-6s %-10s %-11s %-4s  %-34s %s";

    /** Keeps a copy of the list. */
    DemoSnapshot {
        hosts = List.copyOf(hosts);
    }

    /**
     * One virtual router on one host.
     *
     * @param host the host
     * @param router the virtual router; empty when the agent does not answer or has none
     * @param state its state
     * @param priority its priority
     * @param held the floating addresses that the host has, from the kernel and not from the agent
     * @param reason why it came into this state
     */
    record HostLine(String host, String router, String state, String priority, List<String> held, String reason) {
        /** Keeps a copy of the list. */
        HostLine {
            held = List.copyOf(held);
        }

        /** Part of the line whose change is printed. */
        String change() {
            return router.isEmpty() ? host + ": " + state : "%s: %s is %s (%s)".formatted(host, router, state, reason);
        }
    }

    /** The scene as a table. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(ROW, "HOST", "ROUTER", "STATE", "PRIO", "FLOATING ADDRESSES ON THE HOST", "REASON"));
        for (HostLine host : hosts) {
            lines.add(String.format(
                    ROW,
                    host.host(),
                    host.router(),
                    host.state(),
                    host.priority(),
                    String.join(", ", host.held()),
                    host.reason()));
        }
        lines.add("");
        for (Map.Entry<String, ProbeLog> entry : probes.entrySet()) {
            ProbeLog log = entry.getValue();
            lines.add(String.format(
                    Locale.ROOT,
                    "  client: %-13s %7d probes, %5d lost, longest outage %7.1f ms",
                    entry.getKey(),
                    log.sent(),
                    log.lost(),
                    log.longestMillis()));
        }
        return lines;
    }
}
