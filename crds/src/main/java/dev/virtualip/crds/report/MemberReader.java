package dev.virtualip.crds.report;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.report.AddressReport.MemberReport;
import dev.virtualip.crds.report.AddressReport.RouterReport;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus.HealthCheckStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the virtual routers of a VirtualIP, with what the agents of their nodes report. */
final class MemberReader {
    private static final String UNKNOWN = "Unknown";

    private final Map<String, Map<String, VirtualRouterStatus>> reports = new HashMap<>();

    /** Creates a reader of these VRRPRouters; none, if they cannot be read. */
    MemberReader(List<VRRPRouter> routers) {
        for (VRRPRouter router : routers) {
            Map<String, VirtualRouterStatus> ofNode = new HashMap<>();
            if (router.getStatus() != null) {
                router.getStatus().virtualRouters().forEach(report -> ofNode.put(report.name(), report));
            }
            reports.put(router.getMetadata().getName(), ofNode);
        }
    }

    List<RouterReport> read(VirtualIPStatus status) {
        return status.virtualRouters().stream().map(this::read).toList();
    }

    private RouterReport read(RouterSummary router) {
        return new RouterReport(
                router.name(),
                router.family(),
                router.virtualRouterID(),
                router.sharedWith(),
                router.nodes().stream()
                        .map(node -> member(
                                node,
                                reports.getOrDefault(node.name(), Map.of()).get(router.name())))
                        .sorted(Comparator.comparingInt(MemberReport::priority)
                                .reversed()
                                .thenComparing(MemberReport::node))
                        .toList());
    }

    private static MemberReport member(NodeSummary node, @Nullable VirtualRouterStatus report) {
        return new MemberReport(
                node.name(),
                Objects.requireNonNullElse(node.state(), UNKNOWN),
                node.stale(),
                node.priority(),
                node.effectivePriority(),
                node.interfaceName(),
                node.since(),
                report == null ? null : report.reason(),
                report == null ? failed(node.failedHealthChecks()) : health(report.healthChecks()),
                report == null ? List.of() : problems(report.conditions()));
    }

    private static String failed(List<String> checks) {
        return checks.isEmpty() ? "" : String.join(", ", checks) + " fails";
    }

    /** Returns the health checks in few words: those that fail, else those without a verdict, else "ok". */
    static String health(List<HealthCheckStatus> checks) {
        if (checks.isEmpty()) {
            return "";
        }
        String failing = checks.stream()
                .filter(check -> Boolean.FALSE.equals(check.healthy()))
                .map(check -> check.name() + " fails" + (check.lastError() == null ? "" : ": " + check.lastError()))
                .collect(Collectors.joining("; "));
        String unknown = checks.stream()
                .filter(check -> check.healthy() == null)
                .map(HealthCheckStatus::name)
                .collect(Collectors.joining(", "));
        if (!failing.isEmpty()) {
            return failing;
        }
        return unknown.isEmpty() ? "ok" : "no result yet of " + unknown;
    }

    static List<String> problems(List<Condition> conditions) {
        return conditions.stream().map(Condition::message).toList();
    }
}
