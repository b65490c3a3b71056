package dev.virtualip.agent.config.kubernetes;

import static dev.virtualip.agent.api.TestObjects.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.Eventually;
import dev.virtualip.agent.api.FakeApiServer;
import dev.virtualip.agent.api.TestObjects;
import dev.virtualip.crds.v1alpha1.Authentication.SecretRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Secrets that are referred to, and no others. */
@Timeout(60)
final class SecretPasswordsTest {
    private static final SecretRef WEB = new SecretRef("keys", "web");

    private final AtomicInteger changes = new AtomicInteger();
    private FakeApiServer api;
    private ApiClient client;
    private SecretPasswords keys;

    @BeforeEach
    void start() throws IOException {
        api = FakeApiServer.start();
        client = TestObjects.client(TestObjects.settings(api.url(), null));
        keys = new SecretPasswords(client, null, changes::incrementAndGet);
    }

    @AfterEach
    void stop() {
        keys.close();
        client.close();
        api.close();
    }

    @Test
    void secretWithoutReferenceIsNotAskedFor() {
        assertThat(missing(WEB)).contains("Secret default/keys is not watched yet");
        assertThat(api.seen()).isEmpty();
    }

    @Test
    void keyIsKnownAndFollowed() throws Exception {
        set("one");
        keys.follow(Set.of("keys"));
        Eventually.holds(() -> password().equals("one"));
        Eventually.holds(() -> api.seen("WATCH").size() == 1);
        set("two");
        Eventually.holds(() -> password().equals("two"));

        assertThat(api.seen())
                .allSatisfy(request ->
                        assertThat(request.path()).startsWith(SECRETS + "?fieldSelector=metadata.name%3Dkeys"));
    }

    @Test
    void secretThatIsNotThereAndAKeyThatIsNotInItAreNamedWithTheRemedy() throws Exception {
        keys.follow(Set.of("keys"));
        Eventually.holds(() -> missing(WEB).contains("Secret default/keys does not exist; create it"));
        set("one");
        Eventually.holds(() -> password().equals("one"));

        assertThat(missing(new SecretRef("keys", "other"))).contains("has no key other; add it, or correct secretRef");
        assertThat(missing(new SecretRef("keys", "other"))).doesNotContain("one");
    }

    @Test
    void secretThatWasDeletedIsMissing() throws Exception {
        set("one");
        keys.follow(Set.of("keys"));
        Eventually.holds(() -> password().equals("one"));
        Eventually.holds(() -> api.seen("WATCH").size() == 1);
        api.delete(SECRETS, "keys");

        Eventually.holds(() -> missing(WEB).contains("does not exist"));
    }

    @Test
    void secretStaysKnownWhileTheApiServerRefuses() throws Exception {
        set("one");
        keys.follow(Set.of("keys"));
        Eventually.holds(() -> password().equals("one"));
        Eventually.holds(() -> api.seen("WATCH").size() == 1);
        int before = changes.get();
        api.next("GET", 403);
        api.stop();
        api.startAgain();
        Eventually.holds(() -> api.seen("WATCH").size() == 2);

        assertThat(password()).isEqualTo("one");
        assertThat(changes).as("no notification without a change").hasValue(before);
    }

    @Test
    void refusalIsReportedToAllThatWait() throws Exception {
        api.next("GET", 403);
        keys.follow(Set.of("keys"));

        Eventually.holds(() -> changes.get() > 0);
        assertThat(missing(WEB)).contains("default/keys");
    }

    @Test
    void secretWithoutReferenceIsForgotten() throws Exception {
        set("one");
        keys.follow(Set.of("keys"));
        Eventually.holds(() -> password().equals("one"));
        keys.follow(Set.of());

        assertThat(missing(WEB)).contains("not watched");
    }

    @Test
    void notMoreThanSomeAreFollowed() throws Exception {
        Set<String> names = IntStream.range(0, 20).mapToObj(i -> "keys-" + i).collect(Collectors.toSet());
        keys.follow(names);
        Eventually.holds(() -> api.seen("WATCH").size() == SecretPasswords.MAX_SECRETS);

        assertThat(names.stream()
                        .filter(name -> missing(new SecretRef(name, "k")).contains("at most 8")))
                .hasSize(20 - SecretPasswords.MAX_SECRETS);
    }

    @Test
    void longValueIsCutOffAndRefusedLater() throws Exception {
        set("x".repeat(100_000));
        keys.follow(Set.of("keys"));

        Eventually.holds(() -> password().length() == 64);
    }

    private void set(String password) {
        String encoded = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        api.set(SECRETS, "keys", """
            {"metadata":{"name":"keys","resourceVersion":"%%d"},"data":{"web":"%s","unused":"QQ=="}}\
            """.formatted(encoded));
    }

    private String password() {
        return keys.of(WEB) instanceof PasswordLookup.Found known ? known.password() : "";
    }

    private String missing(SecretRef reference) {
        return keys.of(reference) instanceof PasswordLookup.Missing missing ? missing.message() : "";
    }
}
