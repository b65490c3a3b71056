package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates all rules for a VirtualIP: its conditions in their fixed order, its status, and its events. */
final class StatusEvaluator {
    /** The time after a change of the plan in which a node without a report is not a problem. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final StatusInput input;
    private final List<Condition> conditions = new ArrayList<>();

    private StatusEvaluator(StatusInput input) {
        this.input = input;
    }

    /** The next status, and the events since the previous one. */
    static StatusChange evaluate(StatusInput input) {
        return new StatusEvaluator(input).evaluate();
    }

    private StatusChange evaluate() {
        add(ConditionType.ACCEPTED, accepted());
        ConditionResult programmed = ProgrammedRule.evaluate(input.verdict(), input.views());
        Condition programmedCondition = add(ConditionType.PROGRAMMED, programmed);
        Instant graceEnds = input.end(ConditionResult.since(programmedCondition, input.now()), GRACE);
        ConditionResult ready = new ReadyRule(input, graceEnds).evaluate();
        add(ConditionType.READY, ready);
        List<DegradedRule.DegradedReason> degradedReasons = new DegradedRule(input, graceEnds != null).all();
        add(ConditionType.DEGRADED, degraded(degradedReasons));
        if (!programmed.isTrue()) {
            add(
                    ConditionType.RECONCILING,
                    new ConditionResult(ConditionStatus.TRUE, programmed.reason(), programmed.sentences(), null));
        }
        VirtualIPStatus status = new StatusAssembler(input).status(List.copyOf(conditions));
        boolean graceMatters = input.views().stream()
                .flatMap(view -> view.members().stream())
                .anyMatch(member -> member.candidate() && (!member.healthy() || member.pending() != null));
        return new StatusChange(
                status,
                new StatusDiff(input, status).events(degradedReasons),
                earliest(ready.until(), graceMatters ? graceEnds : null));
    }

    private Condition add(ConditionType type, ConditionResult result) {
        Condition condition = result.toCondition(
                type, input.before(type), input.now(), input.verdict().generation());
        conditions.add(condition);
        return condition;
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(one, other)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private ConditionResult accepted() {
        Verdict verdict = input.verdict();
        Verdict.Finding refusal = verdict.refusal();
        if (refusal != null) {
            return ConditionResult.no(refusal.reason(), refusal.message());
        }
        List<String> sentences = new ArrayList<>();
        String candidates = input.views().stream()
                .flatMap(view -> view.members().stream())
                .filter(MemberView::candidate)
                .map(MemberView::node)
                .distinct()
                .collect(Collectors.joining(", "));
        sentences.add(candidates.isEmpty() ? "The spec is valid" : "Planned on " + candidates);
        // Conflicts do not concern the plan: the condition Degraded names them.
        verdict.remarks().stream()
                .filter(remark -> !verdict.conflicts().contains(remark))
                .forEach(remark -> sentences.add(remark.message()));
        return ConditionResult.of(ConditionStatus.TRUE, ConditionReason.ACCEPTED, sentences);
    }

    /** Whether there is a problem; without virtual routers there is none. */
    private ConditionResult degraded(List<DegradedRule.DegradedReason> reasons) {
        if (!reasons.isEmpty()) {
            return new ConditionResult(
                    ConditionStatus.TRUE,
                    reasons.getFirst().reason(),
                    reasons.stream().map(DegradedRule.DegradedReason::sentence).toList(),
                    null);
        }
        if (input.views().isEmpty()) {
            return ConditionResult.no(ConditionReason.NOTHING_RUNS, "No node runs this VirtualIP");
        }
        String backups = StatusAssembler.backups(input);
        return ConditionResult.no(
                ConditionReason.AS_PLANNED, backups.isEmpty() ? "No problem is known" : "Healthy backups: " + backups);
    }
}
