package dev.virtualip.agent.config.kubernetes;

import static dev.virtualip.agent.config.kubernetes.RouterDocuments.NO_SECRETS;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.held;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.order;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.secret;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.RouterCondition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual routers without their key, and with a changed one. */
final class DesiredRoutersPasswordTest {
    private static final String SECRET = secret(1, "192.0.2.1");
    private static final String PLAIN = RouterDocuments.router(1, "192.0.2.1");

    @Test
    void withoutItsKeyANewOneDoesNotRun() {
        DesiredRouters merged = DesiredRoutersMerge.of(List.of(), order("u1", SECRET), NO_SECRETS);

        assertThat(merged.routers()).isEmpty();
        assertThat(merged.skippedRouters()).extracting(left -> left.name()).containsExactly("r1");
        assertThat(told(merged)).containsExactly("SecretNotFound");
    }

    @Test
    void routerKeepsItsKeyWhenTheSecretIsGone() {
        DesiredRouters merged =
                DesiredRoutersMerge.of(held("u1", SECRET), order("u1", secret(1, "192.0.2.7")), NO_SECRETS);

        assertThat(text(merged.routers())).isEqualTo("r1=192.0.2.7");
        assertThat(merged.routers().getFirst().password()).isEqualTo("secret");
        assertThat(told(merged)).containsExactly("SecretNotFound");
        assertThat(merged.complete()).isTrue();
    }

    @Test
    void routerWithoutAKeyRunsWithoutUntilTheKeyIsThere() {
        List<StoredRouter> before = held("u1", PLAIN);
        DesiredRouters merged = DesiredRoutersMerge.of(before, order("u1", SECRET), NO_SECRETS);

        assertThat(merged.routers()).isEqualTo(before);
        assertThat(merged.complete()).isFalse();
        assertThat(told(merged)).containsExactly("SecretNotFound");
    }

    @Test
    void keyThatIsAnotherIsUsedAtOnce() {
        DesiredRouters merged = DesiredRoutersMerge.of(held("u1", SECRET), order("u1", SECRET), known("rotated"));

        assertThat(merged.specs().getFirst().transmission().password()).isEqualTo("rotated");
        assertThat(merged.routerConditions()).isEmpty();
    }

    @Test
    void keyThatTheWireHasNoRoomForChangesNothing() {
        DesiredRouters merged = DesiredRoutersMerge.of(held("u1", SECRET), order("u1", SECRET), known("longer than 8"));

        assertThat(merged.routers().getFirst().password()).isEqualTo("secret");
        assertThat(merged.complete()).isFalse();
        assertThat(told(merged)).containsExactly("Invalid");
    }

    @Test
    void secretThatChangesMeanwhileIsLookedAtOnce() {
        Deque<PasswordLookup.Result> answers =
                new ArrayDeque<>(List.of(new PasswordLookup.Found("first"), new PasswordLookup.Missing("gone")));
        DesiredRouters merged = DesiredRoutersMerge.of(List.of(), order("u1", SECRET), reference -> answers.remove());

        assertThat(merged.routers().getFirst().password()).isEqualTo("first");
        assertThat(merged.routerConditions()).isEmpty();
    }

    @Test
    void noPasswordIsInWhatMayBeLogged() {
        assertThat(held("u1", SECRET).toString()).contains("***").doesNotContain("secret,");
        assertThat(new PasswordLookup.Found("hidden")).asString().doesNotContain("hidden");
    }

    private static PasswordLookup known(String password) {
        return reference -> new PasswordLookup.Found(password);
    }

    private static List<String> told(DesiredRouters merged) {
        return merged.routerConditions().getOrDefault("r1", List.of()).stream()
                .map(RouterCondition::reason)
                .toList();
    }
}
