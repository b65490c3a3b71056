package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages are bounded and consist of whole sentences. */
class ConditionMessageTest {

    @Test
    void omittedSentencesAreCounted() {
        String message = ConditionMessage.join(Collections.nCopies(20, "a".repeat(100)));

        assertThat(message).endsWith("; and 11 more");
        assertThat(bytes(message)).isLessThanOrEqualTo(ConditionMessage.MAX_BYTES);
    }

    @Test
    void longSentenceIsCut() {
        String message = ConditionMessage.join(List.of("a".repeat(5000)));

        assertThat(message).endsWith("...");
        assertThat(bytes(message)).isLessThanOrEqualTo(ConditionMessage.MAX_BYTES);
    }

    @Test
    void cutLeavesNoHalfCharacter() {
        String cut = ConditionMessage.bounded("\uD83D\uDE00".repeat(10), 21);

        assertThat(bytes(cut)).isLessThanOrEqualTo(21);
        assertThat(cut).isEqualTo("\uD83D\uDE00".repeat(4) + "...");
    }

    @Test
    void sentenceIsFoundOnlyWhole() {
        String message = ConditionMessage.join(List.of("node-a: down", "node-b: down"));

        assertThat(ConditionMessage.has(message, "node-b: down")).isTrue();
        assertThat(ConditionMessage.has(message, "node-b: do")).isFalse();
        assertThat(ConditionMessage.has(message, "a: down")).isFalse();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
