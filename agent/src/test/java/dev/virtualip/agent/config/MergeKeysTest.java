package dev.virtualip.agent.config;

import static dev.virtualip.agent.config.Orders.NO_SECRETS;
import static dev.virtualip.agent.config.Orders.held;
import static dev.virtualip.agent.config.Orders.order;
import static dev.virtualip.agent.config.Orders.secret;
import static dev.virtualip.agent.config.Orders.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.Condition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a virtual router does without its key, and when the key is another. */
final class MergeKeysTest {
    private static final String SECRET = secret(1, "192.0.2.1");
    private static final String PLAIN = Orders.router(1, "192.0.2.1");

    @Test
    void withoutItsKeyANewOneDoesNotRun() {
        Merged merged = Merge.of(List.of(), order("u1", SECRET), NO_SECRETS);

        assertThat(merged.held()).isEmpty();
        assertThat(merged.leftOut()).extracting(left -> left.name()).containsExactly("r1");
        assertThat(told(merged)).containsExactly("SecretNotFound");
    }

    @Test
    void whoRanWithAKeyGoesOnWithItWhenTheSecretIsGone() {
        Merged merged = Merge.of(held("u1", SECRET), order("u1", secret(1, "192.0.2.7")), NO_SECRETS);

        assertThat(text(merged.held())).isEqualTo("r1=192.0.2.7");
        assertThat(merged.held().getFirst().password()).isEqualTo("secret");
        assertThat(told(merged)).containsExactly("SecretNotFound");
        assertThat(merged.complete()).isTrue();
    }

    @Test
    void whoRanWithoutAKeyGoesOnWithoutUntilTheKeyIsThere() {
        List<Held> before = held("u1", PLAIN);
        Merged merged = Merge.of(before, order("u1", SECRET), NO_SECRETS);

        assertThat(merged.held()).isEqualTo(before);
        assertThat(merged.complete()).isFalse();
        assertThat(told(merged)).containsExactly("SecretNotFound");
    }

    @Test
    void aKeyThatIsAnotherIsUsedAtOnce() {
        Merged merged = Merge.of(held("u1", SECRET), order("u1", SECRET), known("rotated"));

        assertThat(merged.specs().getFirst().transmission().password()).isEqualTo("rotated");
        assertThat(merged.routerConditions()).isEmpty();
    }

    @Test
    void aKeyThatTheWireHasNoRoomForChangesNothing() {
        Merged merged = Merge.of(held("u1", SECRET), order("u1", SECRET), known("longer than 8"));

        assertThat(merged.held().getFirst().password()).isEqualTo("secret");
        assertThat(merged.complete()).isFalse();
        assertThat(told(merged)).containsExactly("Invalid");
    }

    @Test
    void aSecretThatChangesMeanwhileIsLookedAtOnce() {
        Deque<Keys.Answer> answers = new ArrayDeque<>(List.of(new Keys.Known("first"), new Keys.Missing("gone")));
        Merged merged = Merge.of(List.of(), order("u1", SECRET), reference -> answers.remove());

        assertThat(merged.held().getFirst().password()).isEqualTo("first");
        assertThat(merged.routerConditions()).isEmpty();
    }

    @Test
    void noPasswordIsInWhatMayBeLogged() {
        assertThat(held("u1", SECRET).toString()).contains("***").doesNotContain("secret,");
        assertThat(new Keys.Known("hidden")).asString().doesNotContain("hidden");
    }

    private static Keys known(String password) {
        return reference -> new Keys.Known(password);
    }

    private static List<String> told(Merged merged) {
        return merged.routerConditions().getOrDefault("r1", List.of()).stream()
                .map(Condition::reason)
                .toList();
    }
}
