package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus.HealthCheckStatus;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rule of the condition Degraded: finds the problems of all virtual routers of a VirtualIP, the worst first. */
final class DegradedRule {
    private final StatusInput input;
    private final boolean grace;
    private final Set<DegradedReason> found = new LinkedHashSet<>();

    /**
     * Creates the rule.
     *
     * @param grace whether a node without a report is not a problem yet
     */
    DegradedRule(StatusInput input, boolean grace) {
        this.input = input;
        this.grace = grace;
    }

    /**
     * A problem, although the address may answer.
     *
     * @param reason the reason; a newer agent can report one that is no {@link ConditionReason}
     * @param sentence the message for a person
     * @param node the node that it concerns; null: none in particular
     */
    record DegradedReason(
            String reason, String sentence, @Nullable String node) {
        /** Other reasons, which agents report, come last. */
        private static final List<ConditionReason> WORST_FIRST = List.of(
                ConditionReason.SPLIT_BRAIN,
                ConditionReason.ADDRESS_CONFLICT,
                ConditionReason.ADDRESS_IN_USE,
                ConditionReason.HOST_HAS_ADDRESS,
                ConditionReason.VIRTUAL_ROUTER_ID_CONFLICT,
                ConditionReason.ADDRESS_STOLEN,
                ConditionReason.BIND_FAILED,
                ConditionReason.CLAIMS_DIFFER,
                ConditionReason.NO_HEALTHY_NODE,
                ConditionReason.HEALTH_CHECK_FAILED,
                ConditionReason.NO_BACKUP,
                ConditionReason.AGENT_SILENT);

        /** The order of the message; reasons of one rank stay in the order in which they were found. */
        static final Comparator<DegradedReason> BY_RANK = Comparator.comparingInt(DegradedReason::rank);

        private int rank() {
            for (int rank = 0; rank < WORST_FIRST.size(); rank++) {
                if (WORST_FIRST.get(rank).is(reason)) {
                    return rank;
                }
            }
            return WORST_FIRST.size();
        }
    }

    List<DegradedReason> all() {
        input.views().forEach(this::check);
        input.verdict().conflicts().forEach(conflict -> add(conflict.reason(), conflict.message(), null));
        return found.stream().sorted(DegradedReason.BY_RANK).toList();
    }

    private void check(RouterView view) {
        view.splits().forEach(split -> add(ConditionReason.SPLIT_BRAIN, split));
        view.members().forEach(member -> check(view, member));
        List<MemberView> claimants =
                view.claimants().stream().filter(MemberView::reporting).toList();
        if (claimants.size() > 1 && view.splits().isEmpty()) {
            add(
                    ConditionReason.CLAIMS_DIFFER,
                    ("%s each report that they are Active, and none receives advertisements from another: check whether"
                                    + " the link between them is down")
                            .formatted(claimants.stream()
                                    .map(MemberView::described)
                                    .collect(Collectors.joining(" and "))));
        }
        checkHealth(view);
        checkBackups(view);
    }

    private static String text(HealthCheckStatus check) {
        String error = check.lastError() == null ? "" : ": " + check.lastError();
        return "health check %s fails%s".formatted(check.name(), error);
    }

    /** Adds a reason if the health checks of every candidate fail. */
    private void checkHealth(RouterView view) {
        List<MemberView> reporting = view.reporting();
        if (!reporting.isEmpty() && reporting.stream().allMatch(MemberView::withdrawn)) {
            MemberView active = view.active();
            add(
                    ConditionReason.NO_HEALTHY_NODE,
                    active == null
                            ? "No node passes its health checks"
                            : "No node passes its health checks; %s keeps the addresses until one does"
                                    .formatted(active.node()));
        }
    }

    private void check(RouterView view, MemberView member) {
        if (member.silenceCause() != null) {
            add(
                    member,
                    ConditionReason.AGENT_SILENT,
                    member.silenceCause() + ", so its last report may be out of date");
            return;
        }
        if (view.timedOut(member) && view.splits().isEmpty()) {
            add(
                    member,
                    ConditionReason.AGENT_SILENT,
                    "its advertisements stopped and another node took over: check that node");
        }
        if (member.report() != null) {
            member.report().conditions().forEach(condition -> lift(view, member, condition));
            if (member.candidate()) {
                member.failedHealthChecks()
                        .forEach(check -> add(member, ConditionReason.HEALTH_CHECK_FAILED, text(check)));
            }
            if (member.candidate()
                    && member.is(RouterState.INITIALIZE)
                    && member.report().conditions().isEmpty()
                    && !grace) {
                add(member, ConditionReason.NOT_TAKING_PART, "it does not take part: " + absenceCause(member));
            }
        }
        if (member.candidate() && member.pending() != null && member.pending().agents() && !grace) {
            add(member, ConditionReason.AGENT_SILENT, member.pending().text() + "; check the log of that agent");
        }
    }

    private static String absenceCause(MemberView member) {
        return member.stopped() || member.report() == null
                ? "its agent was stopped"
                : "it left with reason " + member.report().reason();
    }

    /** Lifts a condition that an agent reports into the status of the VirtualIP. */
    private void lift(RouterView view, MemberView member, Condition condition) {
        if (ConditionReason.SPLIT_BRAIN.is(condition.reason())) {
            if (view.splits().isEmpty() && member.claimsActive()) {
                add(member, ConditionReason.SPLIT_BRAIN, condition.message());
            }
        } else if (ConditionReason.DUPLICATE_CLAIM.is(condition.reason())) {
            add(member, ConditionReason.ADDRESS_CONFLICT, condition.message());
        } else {
            add(condition.reason(), member.node() + ": " + condition.message(), member.node());
        }
    }

    private void checkBackups(RouterView view) {
        EffectiveSettings effective = input.verdict().effective();
        MemberView active = view.active();
        boolean alone = effective != null && effective.maxCandidates() == 1;
        if (active == null || alone || !view.splits().isEmpty()) {
            return;
        }
        boolean hasBackup = view.members().stream()
                .filter(member -> !member.node().equals(active.node()) && !view.timedOut(member))
                .anyMatch(member -> member.healthy() || mayBecomeHealthy(member));
        if (!hasBackup) {
            add(
                    ConditionReason.NO_BACKUP,
                    "No healthy backup: if %s fails, the address becomes unreachable".formatted(active.node()));
        }
    }

    /** Whether a candidate was planned a moment ago, and has neither reported nor shown a problem. */
    private boolean mayBecomeHealthy(MemberView member) {
        return grace
                && member.candidate()
                && member.silenceCause() == null
                && !member.stopped()
                && (member.report() == null || member.report().conditions().isEmpty());
    }

    private void add(MemberView member, ConditionReason reason, String sentence) {
        add(reason.text(), member.node() + ": " + sentence, member.node());
    }

    private void add(ConditionReason reason, String sentence) {
        add(reason.text(), sentence, null);
    }

    private void add(String reason, String sentence, @Nullable String node) {
        found.add(new DegradedReason(reason, sentence, node));
    }
}
