package dev.virtualip.daemon.page;

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
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports for tests of the page. */
final class SampleReport {
    private static final Instant BEGAN = Instant.parse("2026-01-02T12:00:00Z");

    private SampleReport() {}

    /** A report on addresses that all answer from one node. */
    static StatusReport of(List<String> names, String holder) {
        return new StatusReport(
                List.of(),
                names.stream().map(name -> address(name, holder, Severity.OK)).toList(),
                List.of(),
                List.of(),
                List.of());
    }

    /** A report on many addresses on three nodes, two of which have a problem. */
    static StatusReport many(int number, String holder) {
        return many(number, holder, "node-a and node-b are Active at once");
    }

    /** The same with another message of the first problem. */
    static StatusReport many(int number, String holder, String message) {
        List<AddressReport> addresses = IntStream.range(0, number)
                .mapToObj(i -> address(
                        "ingress-" + i,
                        i == 0 ? holder : "node-" + "abc".charAt(i % 3),
                        i == 1 ? Severity.DOWN : i == 2 ? Severity.DEGRADED : Severity.OK))
                .toList();
        return new StatusReport(
                List.of(
                        new ReportedProblem(
                                Severity.DOWN,
                                "VirtualIP",
                                "ingress-1",
                                "SplitBrain",
                                message,
                                "Check the link between the two nodes: cables, VLAN, firewall"),
                        new ReportedProblem(
                                Severity.DEGRADED,
                                "VirtualIP",
                                "ingress-2",
                                "NoBackup",
                                "No healthy backup: if node-c fails, the address becomes unreachable",
                                "See which nodes could take part, and why the others cannot: virtualip why ingress-2")),
                addresses,
                List.of(
                        new NodeReport("node-a", number / 3, number / 3, "ok", "Ready", "10ms"),
                        new NodeReport("node-b", number / 3, number / 3, "ok", "Ready", "10ms"),
                        new NodeReport("node-c", number / 3, number / 3, "ok", "Ready, cordoned", null)),
                List.of(new PoolReport("edge", 1024, number, 1024 - number)),
                List.of());
    }

    /** An address. */
    static AddressReport address(String name, @Nullable String holder, Severity severity) {
        int number = Math.floorMod(name.hashCode(), 60_000);
        String reason = severity == Severity.DOWN ? "SplitBrain" : "NoBackup";
        return new AddressReport(
                name,
                null,
                List.of("192.0.2.%d/24".formatted(number % 254 + 1)),
                severity,
                severity == Severity.OK ? "ok" : severity + " " + reason,
                holder,
                "eth1",
                number % 255 + 1,
                BEGAN.plusSeconds(number).toString(),
                List.of("node-b", "node-c"),
                number % 7,
                new LastMove(
                        "node-b",
                        holder == null ? "node-a" : holder,
                        BEGAN.plusSeconds(number).toString(),
                        "PeerTimeout",
                        "the new Active received no more advertisements from node-b"),
                null,
                List.of(new RouterReport(
                        name + "-ipv4",
                        "IPv4",
                        number % 255 + 1,
                        List.of(),
                        List.of(new MemberReport(
                                "node-a",
                                "Active",
                                false,
                                250,
                                null,
                                "eth1",
                                BEGAN.plusSeconds(number).toString(),
                                "PeerTimeout",
                                "ok",
                                List.of())))));
    }
}
