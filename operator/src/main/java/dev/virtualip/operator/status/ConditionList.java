package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions that are said next, in their fixed order; the time of one stays while its status does. */
final class ConditionList {
    private final Situation situation;
    private final List<Condition> conditions = new ArrayList<>();

    ConditionList(Situation situation) {
        this.situation = situation;
    }

    Condition add(String type, Judgement judgement) {
        Condition condition = next(
                situation.before(type),
                type,
                judgement,
                situation.now(),
                situation.verdict().generation());
        conditions.add(condition);
        return condition;
    }

    List<Condition> all() {
        return List.copyOf(conditions);
    }

    /** What is said next of a type; the time stays while the status does. */
    static Condition next(
            @Nullable Condition before, String type, Judgement judgement, Instant now, @Nullable Long generation) {
        String since =
                before != null && before.status().equals(judgement.status()) ? before.lastTransitionTime() : null;
        return new Condition(
                type,
                judgement.status(),
                judgement.reason(),
                Sentences.join(judgement.sentences()),
                since == null ? now.toString() : since,
                generation);
    }

    /** Since when a condition has its status; a time that cannot be read is long ago. */
    static Instant since(Condition condition, Instant now) {
        try {
            return condition.lastTransitionTime() == null ? now : Instant.parse(condition.lastTransitionTime());
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }
}
