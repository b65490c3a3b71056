package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
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

/** Puts the rules together. */
final class Judge {
    /** For so long after a change of the plan a node that has not said anything is no cause for concern. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private Judge() {}

    /** What is said next, and what happened since. */
    static StatusChange change(Situation situation) {
        ConditionList conditions = new ConditionList(situation);
        conditions.add(Words.ACCEPTED, accepted(situation));
        Judgement programmed = ProgrammedRule.of(situation.verdict(), situation.sights());
        Condition run = conditions.add(Words.PROGRAMMED, programmed);
        Instant graceEnds = situation.end(ConditionList.since(run, situation.now()), GRACE);
        Judgement ready = new ReadyRule(situation, graceEnds).judge();
        conditions.add(Words.READY, ready);
        List<Trouble> troubles = new Troubles(situation, graceEnds != null).all();
        conditions.add(Words.DEGRADED, degraded(situation, troubles));
        if (!programmed.isTrue()) {
            conditions.add(
                    Words.RECONCILING,
                    new Judgement(Judgement.TRUE, programmed.reason(), programmed.sentences(), null));
        }
        VirtualIPStatus status = new Summary(situation).status(conditions.all());
        boolean graceMatters = situation.sights().stream()
                .flatMap(sight -> sight.parts().stream())
                .anyMatch(part -> part.candidate() && (!part.healthy() || part.lag() != null));
        return new StatusChange(
                status,
                new Telling(situation, status).all(troubles),
                earliest(ready.until(), graceMatters ? graceEnds : null));
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(one, other)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Judgement accepted(Situation situation) {
        Verdict verdict = situation.verdict();
        Verdict.Finding refusal = verdict.refusal();
        if (refusal != null) {
            return Judgement.no(refusal.reason(), refusal.message());
        }
        List<String> sentences = new ArrayList<>();
        String candidates = situation.sights().stream()
                .flatMap(sight -> sight.parts().stream())
                .filter(Part::candidate)
                .map(Part::node)
                .distinct()
                .collect(Collectors.joining(", "));
        sentences.add(candidates.isEmpty() ? "it can be carried out" : "planned on " + candidates);
        // Conflicts are no matter of the plan: they stand in the condition Degraded.
        verdict.remarks().stream()
                .filter(remark -> !verdict.conflicts().contains(remark))
                .forEach(remark -> sentences.add(remark.message()));
        return new Judgement(Judgement.TRUE, Words.ACCEPTED, sentences, null);
    }

    /** What is found wrong; while nothing runs, nothing is. */
    private static Judgement degraded(Situation situation, List<Trouble> troubles) {
        if (!troubles.isEmpty()) {
            return new Judgement(
                    Judgement.TRUE,
                    troubles.getFirst().reason(),
                    troubles.stream().map(Trouble::sentence).toList(),
                    null);
        }
        if (situation.sights().isEmpty()) {
            return Judgement.no("NothingRuns", "nothing of it runs");
        }
        String backups = Summary.backups(situation);
        return Judgement.no(
                "AsPlanned", backups.isEmpty() ? "nothing is known to be wrong" : "ready to take over: " + backups);
    }
}
