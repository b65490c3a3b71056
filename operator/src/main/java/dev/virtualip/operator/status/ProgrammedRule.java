package dev.virtualip.operator.status;

import dev.virtualip.operator.plan.model.Verdict;
import java.util.List;
import java.util.TreeMap;

/** Whether every node that takes part has carried out what the plan says. */
final class ProgrammedRule {
    private ProgrammedRule() {}

    static Judgement of(Verdict verdict, List<Sight> sights) {
        Verdict.Finding refusal = verdict.refusal();
        if (refusal != null) {
            return Judgement.no(
                    refusal.reason(),
                    "generation %d is not carried out%s"
                            .formatted(
                                    verdict.generation(),
                                    sights.isEmpty()
                                            ? ""
                                            : "; what ran before it goes on: see the condition Accepted"));
        }
        if (!verdict.pending().isEmpty()) {
            return new Judgement(
                    Judgement.FALSE,
                    verdict.pending().getFirst().reason(),
                    verdict.pending().stream().map(Verdict.Finding::message).toList(),
                    null);
        }
        TreeMap<String, String> lagging = new TreeMap<>();
        TreeMap<String, String> done = new TreeMap<>();
        sights.stream()
                .flatMap(sight -> sight.parts().stream())
                .filter(Part::candidate)
                .forEach(part -> {
                    if (part.lag() == null) {
                        done.put(part.node(), "");
                    } else {
                        lagging.put(
                                part.node(),
                                part.lag().text() + (part.silence() == null ? "" : " (" + part.silence() + ")"));
                    }
                });
        if (!lagging.isEmpty()) {
            return new Judgement(
                    Judgement.FALSE,
                    Words.WAITING_FOR_NODES,
                    lagging.entrySet().stream()
                            .map(node -> node.getKey() + ": " + node.getValue())
                            .toList(),
                    null);
        }
        return done.isEmpty()
                ? Judgement.no(Words.WAITING_FOR_NODES, "no node takes part")
                : Judgement.yes(Words.PROGRAMMED, String.join(", ", done.keySet()) + " run it");
    }
}
