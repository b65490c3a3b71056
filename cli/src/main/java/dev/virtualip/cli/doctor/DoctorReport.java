package dev.virtualip.cli.doctor;

import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.FindingSeverity;
import dev.virtualip.crds.doctor.ProbeReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer of the doctor.
 *
 * @param hosts the hosts that were probed
 * @param matrix per receiver, per sender: what arrives; empty for a single host
 * @param findings the findings, the worst first
 */
record DoctorReport(List<Host> hosts, Map<String, Map<String, String>> matrix, List<Explained> findings) {

    /**
     * A host.
     *
     * @param name its name
     * @param version its agent's version
     * @param java its Java
     * @param kubeProxyMode the mode of its kube-proxy; empty: unknown
     * @param interfaces the interfaces that were tested
     * @param millis how long it took
     */
    record Host(String name, String version, String java, String kubeProxyMode, List<String> interfaces, long millis) {}

    /**
     * A finding with its remedy.
     *
     * @param severity how bad it is
     * @param kind its name
     * @param node where
     * @param subject what it is about
     * @param message what was seen
     * @param remedy what to do
     * @param link where it is explained
     */
    record Explained(
            FindingSeverity severity,
            String kind,
            String node,
            String subject,
            String message,
            String remedy,
            String link) {}

    DoctorReport {
        hosts = List.copyOf(hosts);
        findings = List.copyOf(findings);
    }

    /** Compares the reports of some hosts, in the order of their names. */
    static DoctorReport of(List<ProbeReport> delivered, List<Finding> more) {
        List<ProbeReport> reports = delivered.stream()
                .sorted(Comparator.comparing(ProbeReport::node))
                .toList();
        List<Finding> all = new ArrayList<>(more);
        Map<String, Map<String, String>> matrix = new LinkedHashMap<>();
        for (ProbeReport receiver : reports) {
            receiver.findings().forEach(finding -> all.add(finding.at(receiver.node())));
            Map<String, String> row = new LinkedHashMap<>();
            for (ProbeReport sender : reports) {
                boolean same = sender.identity() == receiver.identity();
                PairComparison test = PairComparison.of(sender, receiver);
                row.put(sender.node(), same ? "" : test.reception().text());
                if (!same) {
                    all.addAll(test.findings());
                }
            }
            matrix.put(receiver.node(), row);
        }
        return new DoctorReport(
                reports.stream().map(DoctorReport::host).toList(),
                reports.size() < 2 ? Map.of() : matrix,
                explained(all));
    }

    /** Whether a finding is an error. */
    boolean hasError() {
        return findings.stream().anyMatch(finding -> finding.severity() == FindingSeverity.ERROR);
    }

    private static Host host(ProbeReport report) {
        return new Host(
                report.node(),
                report.version(),
                report.java(),
                report.kubeProxyMode(),
                report.links().stream()
                        .map(link -> link.interfaceName())
                        .distinct()
                        .toList(),
                report.millis());
    }

    /** The same finding on several nodes is one. */
    private static List<Explained> explained(List<Finding> findings) {
        Map<Finding, List<String>> nodes = new LinkedHashMap<>();
        for (Finding finding : findings) {
            List<String> places = nodes.computeIfAbsent(finding.at(""), none -> new ArrayList<>());
            if (!places.contains(finding.node())) {
                places.add(finding.node());
            }
        }
        return nodes.entrySet().stream()
                .map(entry -> explained(entry.getKey(), String.join(", ", entry.getValue())))
                .sorted(Comparator.comparing(Explained::severity))
                .toList();
    }

    private static Explained explained(Finding finding, String nodes) {
        FindingKind kind = finding.kind();
        return new Explained(
                kind.severity(), kind.label(), nodes, finding.subject(), finding.message(), kind.remedy(), kind.link());
    }
}
