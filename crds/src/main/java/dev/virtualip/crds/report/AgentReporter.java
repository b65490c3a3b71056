package dev.virtualip.crds.report;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.report.AddressReport.LastMove;
import dev.virtualip.crds.report.AddressReport.MemberReport;
import dev.virtualip.crds.report.AddressReport.RouterReport;
import dev.virtualip.crds.report.AgentState.AgentRouter;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.TransitionReason;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a report of what agents show themselves, for hosts without Kubernetes. A pure function. */
public final class AgentReporter {
    private AgentReporter() {}

    /** A virtual router on one host. */
    private record Seen(String node, AgentRouter router) {
        VirtualRouterStatus status() {
            return router.status();
        }
    }

    /** Reports on the virtual routers of these agents; those of one name are one virtual router. */
    public static StatusReport report(List<AgentState> agents) {
        SequencedMap<String, List<Seen>> routers = new TreeMap<>();
        List<ReportedProblem> problems = new ArrayList<>();
        List<NodeReport> nodes = new ArrayList<>();
        for (AgentState agent : agents) {
            agent.virtualRouters()
                    .forEach(router -> routers.computeIfAbsent(router.status().name(), ignored -> new ArrayList<>())
                            .add(new Seen(agent.node(), router)));
            nodes.add(new NodeReport(
                    agent.node(),
                    count(agent, RouterState.ACTIVE),
                    count(agent, RouterState.BACKUP),
                    agent.failure() == null ? "ok" : "no answer",
                    ready(agent),
                    agent.recentLateness()));
            if (agent.failure() != null) {
                problems.add(new ReportedProblem(
                        Severity.DEGRADED,
                        "Node",
                        agent.node(),
                        ConditionReason.AGENT_SILENT.text(),
                        agent.failure(),
                        ""));
            }
            problems.addAll(LatenessInspector.problems(agent.node(), agent.recentLateness()));
            agent.conditions()
                    .forEach(condition -> problems.add(problem(Severity.DEGRADED, "Node", agent.node(), condition)));
        }
        List<AddressReport> addresses = new ArrayList<>();
        routers.forEach((name, seen) -> addresses.add(address(name, seen, problems)));
        return new StatusReport(problems, addresses, nodes, List.of(), List.of());
    }

    private static String ready(AgentState agent) {
        if (agent.failure() != null) {
            return "unknown";
        }
        return agent.ready() ? "Ready" : "no configuration yet";
    }

    private static int count(AgentState agent, RouterState state) {
        return (int) agent.virtualRouters().stream()
                .filter(router -> state.is(router.status().state()))
                .count();
    }

    private static AddressReport address(String name, List<Seen> seen, List<ReportedProblem> problems) {
        List<Seen> active = seen.stream()
                .filter(one -> RouterState.ACTIVE.is(one.status().state()))
                .toList();
        List<ReportedProblem> own = new ArrayList<>();
        String elsewhere = active.isEmpty() ? elsewhere(seen) : null;
        if (active.isEmpty() && elsewhere == null) {
            own.add(new ReportedProblem(
                    Severity.DOWN,
                    "VirtualIP",
                    name,
                    "NoActive",
                    "None of the agents that were asked is Active, and none receives an Active",
                    "Ask the agents of the other hosts too (--agent for each), and check that they run"));
        }
        if (active.size() > 1) {
            String hosts = String.join(" and ", active.stream().map(Seen::node).toList());
            own.add(new ReportedProblem(
                    Severity.DOWN,
                    "VirtualIP",
                    name,
                    "SplitBrain",
                    hosts + " are Active at once",
                    Remedy.of("SplitBrain", name)));
        }
        for (Seen one : seen) {
            for (Condition condition : one.status().conditions()) {
                own.add(problem(
                        Severity.DEGRADED,
                        "VirtualIP",
                        name,
                        new Condition(
                                condition.type(),
                                condition.status(),
                                condition.reason(),
                                one.node() + ": " + condition.message(),
                                null,
                                null)));
            }
        }
        problems.addAll(own);
        return report(name, seen, active, elsewhere, own);
    }

    private static AddressReport report(
            String name, List<Seen> seen, List<Seen> active, @Nullable String elsewhere, List<ReportedProblem> own) {
        Severity worst = own.stream()
                .map(ReportedProblem::severity)
                .min(Severity::compareTo)
                .orElse(Severity.OK);
        Seen holder = active.isEmpty() ? null : active.getFirst();
        Set<String> addresses = new LinkedHashSet<>();
        seen.forEach(one -> addresses.addAll(one.status().addresses()));
        List<String> backups = seen.stream()
                .filter(one -> RouterState.BACKUP.is(one.status().state()))
                .map(Seen::node)
                .toList();
        VirtualRouterStatus first = seen.getFirst().status();
        return new AddressReport(
                name,
                null,
                List.copyOf(addresses),
                worst,
                worst == Severity.OK
                        ? "ok"
                        : worst + " "
                                + own.stream()
                                        .min(ReportedProblem.WORST_FIRST)
                                        .orElseThrow()
                                        .reason(),
                holder == null ? elsewhere : holder.node(),
                holder == null ? null : holder.status().interfaceName(),
                first.virtualRouterID(),
                holder == null ? null : holder.status().since(),
                backups,
                holder == null ? 0 : holder.status().transitions(),
                holder == null ? moveAway(seen, elsewhere) : lastMove(holder),
                null,
                List.of(new RouterReport(
                        name,
                        seen.getFirst().router().family(),
                        first.virtualRouterID(),
                        List.of(),
                        Stream.concat(
                                        seen.stream().map(AgentReporter::member),
                                        activeElsewhere(seen, elsewhere).stream())
                                .sorted(Comparator.comparingInt(MemberReport::priority)
                                        .reversed())
                                .toList())));
    }

    /** The address of the Active that a Backup receives; null: none. */
    private static @Nullable String elsewhere(List<Seen> seen) {
        return seen.stream()
                .map(one -> one.status().activeRouter())
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static LastMove lastMove(Seen holder) {
        VirtualRouterStatus status = holder.status();
        String from = status.previousActiveRouter();
        return new LastMove(
                from,
                holder.node(),
                status.since(),
                status.reason(),
                ReasonText.ofMove(from, holder.node(), status.reason()));
    }

    /** The move of an address that one of these hosts handed to a host whose agent was not asked; null: none. */
    private static @Nullable LastMove moveAway(List<Seen> seen, @Nullable String elsewhere) {
        return elsewhere == null
                ? null
                : seen.stream()
                        .filter(AgentReporter::handedOver)
                        .max(Comparator.comparing(one -> one.status().since()))
                        .map(one -> new LastMove(
                                one.node(),
                                elsewhere,
                                one.status().since(),
                                one.status().reason(),
                                ReasonText.ofMove(
                                        one.node(), elsewhere, one.status().reason())))
                        .orElse(null);
    }

    /** Whether it was Active until its present state began. */
    private static boolean handedOver(Seen seen) {
        TransitionReason reason = TransitionReason.of(seen.status().reason());
        return RouterState.BACKUP.is(seen.status().state())
                && (reason == TransitionReason.SUPERIOR_PEER || reason == TransitionReason.MOVE_REQUESTED);
    }

    /** The Active whose agent was not asked, as its advertisements show it. */
    private static List<MemberReport> activeElsewhere(List<Seen> seen, @Nullable String elsewhere) {
        if (elsewhere == null) {
            return List.of();
        }
        int priority = seen.stream()
                .map(one -> one.router().priorities().get(elsewhere))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0);
        return List.of(new MemberReport(
                elsewhere, RouterState.ACTIVE.text(), false, priority, null, null, null, null, "", List.of()));
    }

    private static MemberReport member(Seen seen) {
        VirtualRouterStatus status = seen.status();
        return new MemberReport(
                seen.node(),
                status.state(),
                false,
                status.priority(),
                status.effectivePriority(),
                status.interfaceName(),
                status.since(),
                status.reason(),
                MemberReader.health(status.healthChecks()),
                MemberReader.problems(status.conditions()));
    }

    private static ReportedProblem problem(Severity severity, String kind, String name, Condition condition) {
        return new ReportedProblem(
                severity, kind, name, condition.reason(), condition.message(), Remedy.onHost(condition.reason(), name));
    }
}
