package dev.virtualip.operator.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a condition says.
 *
 * @param status True, False or Unknown
 * @param reason one word in camel case
 * @param sentences for a person, the most important first
 * @param until when time alone may change it; null: never
 */
record Judgement(
        String status,
        String reason,
        List<String> sentences,
        @Nullable Instant until) {
    static final String TRUE = "True";
    static final String FALSE = "False";
    static final String UNKNOWN = "Unknown";

    Judgement {
        sentences = List.copyOf(sentences);
    }

    static Judgement yes(String reason, String sentence) {
        return new Judgement(TRUE, reason, List.of(sentence), null);
    }

    static Judgement no(String reason, String sentence) {
        return new Judgement(FALSE, reason, List.of(sentence), null);
    }

    static Judgement unknown(String reason, String sentence) {
        return new Judgement(UNKNOWN, reason, List.of(sentence), null);
    }

    Judgement until(@Nullable Instant instant) {
        return new Judgement(status, reason, sentences, instant);
    }

    boolean isTrue() {
        return status.equals(TRUE);
    }
}
