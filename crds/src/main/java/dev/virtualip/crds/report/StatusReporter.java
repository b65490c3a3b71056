package dev.virtualip.crds.report;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a report of the objects of a cluster. A pure function. */
public final class StatusReporter {
    private StatusReporter() {}

    /** Reports on a cluster. */
    public static StatusReport report(ReportInput input, Instant now) {
        List<ReportedProblem> problems = new ArrayList<>();
        List<AddressReport> addresses = new ArrayList<>();
        MemberReader members = new MemberReader(input.routers());
        for (VirtualIP virtualIP : input.virtualIPs()) {
            AddressInspector inspector = new AddressInspector(virtualIP, members, now);
            problems.addAll(inspector.problems());
            addresses.add(inspector.report());
        }
        List<NodeReport> nodes = nodes(input, problems);
        List<PoolReport> pools = new ArrayList<>();
        input.pools().forEach(pool -> inspect(pool, pools, problems));
        return new StatusReport(problems, addresses, nodes, pools, input.gaps());
    }

    private static List<NodeReport> nodes(ReportInput input, List<ReportedProblem> problems) {
        Map<String, ReportedNode> nodes =
                input.nodes().stream().collect(Collectors.toMap(ReportedNode::name, Function.identity()));
        Map<String, VRRPRouter> routers = byName(input.routers());
        Set<String> names = new TreeSet<>(routers.keySet());
        names.addAll(nodes.keySet());
        List<NodeReport> reports = new ArrayList<>();
        for (String name : names) {
            NodeInspector inspector = new NodeInspector(
                    name, nodes.get(name), routers.get(name), !input.nodes().isEmpty());
            problems.addAll(inspector.problems());
            reports.add(inspector.report());
        }
        return reports;
    }

    private static <T extends HasMetadata> Map<String, T> byName(List<T> input) {
        return input.stream()
                .collect(Collectors.toMap(object -> object.getMetadata().getName(), Function.identity()));
    }

    private static void inspect(VirtualIPPool pool, List<PoolReport> pools, List<ReportedProblem> problems) {
        String name = pool.getMetadata().getName();
        VirtualIPPoolStatus status = pool.getStatus();
        if (status == null) {
            return;
        }
        pools.add(new PoolReport(name, status.total(), status.used(), status.free()));
        for (Condition condition : status.conditions()) {
            boolean ready = ConditionType.READY.is(condition.type());
            boolean wrong =
                    ready ? ConditionStatus.FALSE.is(condition.status()) : ConditionStatus.TRUE.is(condition.status());
            boolean said = problems.stream()
                    .anyMatch(problem -> problem.kind().equals(ApiGroup.VIRTUAL_IP_POOL)
                            && problem.name().equals(name)
                            && problem.reason().equals(condition.reason()));
            if (wrong && !said) {
                boolean bad = ready || ConditionType.EXHAUSTED.is(condition.type());
                problems.add(new ReportedProblem(
                        bad ? Severity.DEGRADED : Severity.NOTICE,
                        ApiGroup.VIRTUAL_IP_POOL,
                        name,
                        condition.reason(),
                        condition.message(),
                        Remedy.of(condition.reason(), name)));
            }
        }
    }
}
