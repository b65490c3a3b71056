package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a rule: a condition without type and time.
 *
 * @param status the status
 * @param reason the reason; not always one of {@link ConditionReason}, since a newer agent can report others
 * @param sentences the message for a person, the most important sentence first
 * @param until the time when the result changes without a new report; null: never
 */
record ConditionResult(
        ConditionStatus status,
        String reason,
        List<String> sentences,
        @Nullable Instant until) {

    ConditionResult {
        sentences = List.copyOf(sentences);
    }

    static ConditionResult of(ConditionStatus status, ConditionReason reason, List<String> sentences) {
        return new ConditionResult(status, reason.text(), sentences, null);
    }

    static ConditionResult yes(ConditionReason reason, String sentence) {
        return of(ConditionStatus.TRUE, reason, List.of(sentence));
    }

    static ConditionResult no(ConditionReason reason, String sentence) {
        return no(reason.text(), sentence);
    }

    static ConditionResult no(String reason, String sentence) {
        return new ConditionResult(ConditionStatus.FALSE, reason, List.of(sentence), null);
    }

    static ConditionResult unknown(ConditionReason reason, String sentence) {
        return of(ConditionStatus.UNKNOWN, reason, List.of(sentence));
    }

    /** The same result until a time. */
    ConditionResult until(@Nullable Instant instant) {
        return new ConditionResult(status, reason, sentences, instant);
    }

    boolean isTrue() {
        return status == ConditionStatus.TRUE;
    }

    boolean hasReason(ConditionReason other) {
        return other.is(reason);
    }

    /**
     * The condition; its transition time stays while its status does.
     *
     * @param before the condition of this type in the previous status; null: none
     */
    Condition toCondition(ConditionType type, @Nullable Condition before, Instant now, @Nullable Long generation) {
        return Condition.next(before, type.text(), status, reason, ConditionMessage.join(sentences), now, generation);
    }

    /** The time since when a condition has its status; a time that cannot be parsed is long ago. */
    static Instant since(Condition condition, Instant now) {
        try {
            return condition.lastTransitionTime() == null ? now : Instant.parse(condition.lastTransitionTime());
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }
}
