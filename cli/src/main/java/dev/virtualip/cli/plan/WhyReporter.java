package dev.virtualip.cli.plan;

import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.plan.WhyReport.WhyRow;
import dev.virtualip.crds.format.Age;
import dev.virtualip.crds.report.AddressReport;
import dev.virtualip.crds.report.AddressReport.LastMove;
import dev.virtualip.crds.report.AddressReport.MemberReport;
import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.crds.report.StatusReporter;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.operator.plan.PlanExplanation;
import dev.virtualip.operator.plan.Planner;
import dev.virtualip.operator.plan.model.NodeRole;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the explanation of a plan and the state of the cluster into words. A pure function. */
final class WhyReporter {
    private static final String NO_CANDIDATE = "no candidate";
    private static final Comparator<NodeRole> BY_PRIORITY = Comparator.comparing(
            NodeRole::priority,
            Comparator.nullsLast(Comparator.<Integer>naturalOrder().reversed()));

    private final PlanExplanation explanation;
    private final Map<String, AddressReport> addresses;
    private final Map<String, String> services;
    private final List<String> notes;
    private final Instant now;

    /** Explains a cluster. */
    WhyReporter(ClusterObjects objects, Instant now) {
        ClusterSnapshot snapshot = PlanInput.of(objects);
        this.explanation = Planner.explain(snapshot.desired(), snapshot.observed(), now);
        StatusReport status = StatusReporter.report(objects.reportInput(), now);
        this.addresses =
                status.addresses().stream().collect(Collectors.toMap(AddressReport::name, Function.identity()));
        this.services = objects.servicesByVirtualIP();
        this.notes = objects.gaps();
        this.now = now;
    }

    /** Explains each node of one VirtualIP. */
    WhyReport ofVirtualIP(String name) {
        AddressReport address = Objects.requireNonNull(addresses.get(name));
        List<NodeRole> roles = explanation.roles().getOrDefault(name, List.of());
        List<WhyRow> rows = roles.stream()
                .sorted(BY_PRIORITY.thenComparing(NodeRole::node))
                .map(role -> row(role.node(), name, role, roles))
                .toList();
        return new WhyReport(name, ApiGroup.VIRTUAL_IP, summary(address, roles), rows, services, notes);
    }

    /** Explains each VirtualIP for one node. */
    WhyReport ofNode(String node) {
        List<WhyRow> rows = new ArrayList<>();
        for (String name : addresses.keySet().stream().sorted().toList()) {
            List<NodeRole> roles = explanation.roles().getOrDefault(name, List.of());
            roles.stream()
                    .filter(role -> role.node().equals(node))
                    .forEach(role -> rows.add(row(name, name, role, roles)));
        }
        long active = rows.stream().filter(row -> row.role().equals("Active")).count();
        long backup = rows.stream().filter(row -> row.role().equals("Backup")).count();
        String summary = "%s answers for %d of %d VirtualIPs and is Backup of %d."
                .formatted(node, active, addresses.size(), backup);
        return new WhyReport(node, "Node", List.of(summary), rows, services, notes);
    }

    private List<String> summary(AddressReport address, List<NodeRole> roles) {
        List<String> sentences = new ArrayList<>();
        String name = address.title();
        Verdict verdict = explanation.plan().verdicts().get(address.name());
        if (address.activeNode() == null) {
            sentences.add("%s is on no node.".formatted(name));
        } else {
            LastMove move = address.lastMove();
            String why = move == null || !move.to().equals(address.activeNode()) ? "" : ": " + move.explanation();
            sentences.add("%s is on %s for %s%s."
                    .formatted(name, address.activeNode(), Age.since(address.since(), now), why));
            preemption(address.activeNode(), roles, verdict).ifPresent(sentences::add);
        }
        if (verdict != null && verdict.refusal() != null) {
            sentences.add("The VirtualIP is not accepted: %s."
                    .formatted(verdict.refusal().message()));
        }
        if (verdict != null) {
            verdict.pending().stream().map(Finding::message).forEach(text -> sentences.add("It waits: " + text + "."));
            verdict.remarks().stream().map(Finding::message).forEach(text -> sentences.add(text + "."));
        }
        if (address.plannedMove() != null) {
            sentences.add("A planned move: %s.".formatted(address.plannedMove()));
        }
        return sentences;
    }

    private static Optional<String> preemption(String active, List<NodeRole> roles, @Nullable Verdict verdict) {
        NodeRole first =
                roles.stream().filter(NodeRole::isCandidate).min(BY_PRIORITY).orElse(null);
        EffectiveSettings effective = verdict == null ? null : verdict.effective();
        if (first == null || first.node().equals(active) || effective == null) {
            return Optional.empty();
        }
        return Optional.of(
                effective.preempt().policyOrDefault() == Preempt.Policy.NEVER
                        ? "%s has the highest priority, but does not preempt: preempt.policy is Never."
                                .formatted(first.node())
                        : "%s has the highest priority and takes over as soon as it can.".formatted(first.node()));
    }

    private WhyRow row(String title, String virtualIP, NodeRole role, List<NodeRole> roles) {
        MemberReport member = member(virtualIP, role.node());
        if (!role.isCandidate()) {
            return new WhyRow(title, NO_CANDIDATE, "", reasonsAgainst(virtualIP, role, roles));
        }
        List<String> reasons = new ArrayList<>();
        boolean first = roles.stream().min(BY_PRIORITY).filter(role::equals).isPresent();
        boolean answers = member != null && RouterState.ACTIVE.is(member.state());
        String place = answers ? "answers now, below the highest priority" : "takes over when those above it fail";
        reasons.add(first ? "highest priority" : place);
        if (role.preference() > 0) {
            reasons.add("preferredNodes weight " + role.preference());
        }
        if (role.draining()) {
            reasons.add("hands over: " + String.join(", ", role.lastResort()));
        } else if (!role.lastResort().isEmpty()) {
            reasons.add("last resort: " + String.join(", ", role.lastResort()));
        }
        if (!role.obstacle().isEmpty()) {
            reasons.add("is kept although it is " + String.join("; ", role.obstacle()));
        }
        if (member != null && !member.health().isEmpty() && !member.health().equals("ok")) {
            reasons.add(member.health());
        }
        if (member != null) {
            reasons.addAll(member.problems());
        }
        String state = member == null ? "not yet running" : member.state() + (member.stale() ? " (out of date)" : "");
        return new WhyRow(title, state, String.valueOf(role.priority()), reasons);
    }

    private List<String> reasonsAgainst(String virtualIP, NodeRole role, List<NodeRole> roles) {
        if (!role.obstacle().isEmpty()) {
            return role.obstacle();
        }
        List<String> reasons = new ArrayList<>();
        if (!role.lastResort().isEmpty()) {
            reasons.add("last resort: " + String.join(", ", role.lastResort()));
        }
        Verdict verdict = explanation.plan().verdicts().get(virtualIP);
        EffectiveSettings effective = verdict == null ? null : verdict.effective();
        long candidates = roles.stream().filter(NodeRole::isCandidate).count();
        if (verdict != null && verdict.refusal() != null) {
            reasons.add("could be one, but the VirtualIP is not accepted");
        } else if (effective != null && candidates >= effective.maxCandidates()) {
            reasons.add("could be one, but maxCandidates is " + effective.maxCandidates());
        } else {
            reasons.add("could be one; the plan chose others");
        }
        return reasons;
    }

    private @Nullable MemberReport member(String virtualIP, String node) {
        AddressReport address = addresses.get(virtualIP);
        return address == null
                ? null
                : address.routers().stream()
                        .flatMap(router -> router.members().stream())
                        .filter(member -> member.node().equals(node))
                        .findFirst()
                        .orElse(null);
    }
}
