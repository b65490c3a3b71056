package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.operator.plan.model.Verdict;
import java.util.List;
import java.util.TreeMap;

/** The rule of the condition Programmed: every candidate runs what the plan says. */
final class ProgrammedRule {
    private ProgrammedRule() {}

    static ConditionResult evaluate(Verdict verdict, List<RouterView> views) {
        Verdict.Finding refusal = verdict.refusal();
        if (refusal != null) {
            return ConditionResult.no(
                    refusal.reason(),
                    "Generation %d is not applied%s"
                            .formatted(
                                    verdict.generation(),
                                    views.isEmpty()
                                            ? ""
                                            : "; the nodes keep the previous configuration: see the condition"
                                                    + " Accepted"));
        }
        if (!verdict.pending().isEmpty()) {
            return new ConditionResult(
                    ConditionStatus.FALSE,
                    verdict.pending().getFirst().reason(),
                    verdict.pending().stream().map(Verdict.Finding::message).toList(),
                    null);
        }
        TreeMap<String, String> pending = new TreeMap<>();
        TreeMap<String, String> done = new TreeMap<>();
        views.stream()
                .flatMap(view -> view.members().stream())
                .filter(MemberView::candidate)
                .forEach(member -> {
                    if (member.pending() == null) {
                        done.put(member.node(), "");
                    } else {
                        pending.put(member.node(), pendingText(member, member.pending()));
                    }
                });
        if (!pending.isEmpty()) {
            return ConditionResult.of(
                    ConditionStatus.FALSE,
                    ConditionReason.WAITING_FOR_NODES,
                    pending.entrySet().stream()
                            .map(node -> node.getKey() + ": " + node.getValue())
                            .toList());
        }
        return done.isEmpty()
                ? ConditionResult.no(ConditionReason.WAITING_FOR_NODES, "No node runs this VirtualIP")
                : ConditionResult.yes(ConditionReason.PROGRAMMED, "Running on " + String.join(", ", done.keySet()));
    }

    private static String pendingText(MemberView member, MemberView.PendingGeneration pending) {
        return pending.text() + (member.silenceCause() == null ? "" : " (" + member.silenceCause() + ")");
    }
}
