package dev.virtualip.agent.api;

import static dev.virtualip.agent.api.TestObjects.ROUTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.virtualip.agent.api.ApiSettings.Pem;
import dev.virtualip.agent.api.ApiSettings.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ApiClientTest {
    private static final String LIST = ROUTERS + "?fieldSelector=metadata.name%3Dnode-a";

    @TempDir
    private Path folder;

    private @Nullable FakeApiServer api;
    private @Nullable ApiClient client;

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        if (api != null) {
            api.close();
        }
    }

    @Test
    void serverIsTrustedByTheAuthorityGivenAndByNoOther() throws Exception {
        TestKeys server = TestKeys.generate(folder);
        FakeApiServer one = FakeApiServer.start(server.server(server));
        api = one;
        Path authority = Files.writeString(folder.resolve("ca.crt"), server.certificate());
        ApiClient trusting = client(one, new Tls(new Pem(authority, null), Pem.NONE, Pem.NONE, false));
        assertThat(trusting.get(LIST)).isNotEmpty();

        // The authority is replaced on disk, as when it is rotated: it counts from the next request on.
        Files.writeString(authority, TestKeys.generate(folder).certificate());
        assertThatThrownBy(() -> trusting.get(LIST))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("ignature");
        Files.writeString(authority, server.certificate() + " ");
        assertThat(trusting.get(LIST)).isNotEmpty();
    }

    @Test
    void certificateOfOursIsShownToTheServer() throws Exception {
        TestKeys server = TestKeys.generate(folder);
        TestKeys ours = TestKeys.generate(folder);
        FakeApiServer one = FakeApiServer.startAskingForCertificates(server.server(ours));
        api = one;
        Pem authority = new Pem(null, base64(server.certificate()));
        ApiClient stranger = client(one, new Tls(authority, Pem.NONE, Pem.NONE, false));
        assertThatThrownBy(() -> stranger.get(LIST)).isInstanceOf(ApiException.class);
        stranger.close();
        ApiClient known = client(
                one,
                new Tls(
                        authority,
                        new Pem(Files.writeString(folder.resolve("tls.crt"), ours.certificate()), null),
                        new Pem(Files.writeString(folder.resolve("tls.key"), ours.key()), null),
                        false));
        assertThat(known.get(LIST)).isNotEmpty();
    }

    @Test
    void onlyWhoAsksForItTrustsAnybody() throws Exception {
        TestKeys server = TestKeys.generate(folder);
        FakeApiServer one = FakeApiServer.start(server.server(server));
        api = one;
        ApiClient careful = client(one, new Tls(Pem.NONE, Pem.NONE, Pem.NONE, false));
        assertThatThrownBy(() -> careful.get(LIST)).isInstanceOf(ApiException.class);
        careful.close();
        ApiClient careless = client(one, new Tls(Pem.NONE, Pem.NONE, Pem.NONE, true));
        assertThat(careless.get(LIST)).isNotEmpty();
    }

    @Test
    void serverThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
        FakeApiServer one = FakeApiServer.start();
        api = one;
        CountDownLatch end = new CountDownLatch(1);
        one.next(request -> true, exchange -> {
            try {
                end.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
        ApiClient hasty = TestObjects.client(
                TestObjects.settings(one.url(), null),
                new ApiClient.Timeouts(500, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4));
        client = hasty;
        ApiException slow = catchThrowableOfType(ApiException.class, () -> hasty.get(LIST));
        end.countDown();
        assertThat(slow.status()).isEqualTo(ApiException.TIMED_OUT);
        assertThat(hasty.health().snapshot().requests()).containsEntry("GET timeout", 1L);
        assertThat(hasty.get(LIST)).isNotEmpty();
    }

    @Test
    void answerThatIsTooLargeIsCutOff() throws Exception {
        FakeApiServer one = FakeApiServer.start();
        api = one;
        one.next(request -> true, exchange -> {
            FakeApiServer.send(exchange, 200, "{\"items\":[\"" + "x".repeat(ApiClient.MAX_BYTES) + "\"]}");
            return true;
        });
        ApiClient some = client(one, new Tls(Pem.NONE, Pem.NONE, Pem.NONE, false));
        assertThatThrownBy(() -> some.get(LIST))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("xceed");
    }

    @Test
    void unreachableServerIsNamed() throws Exception {
        FakeApiServer one = FakeApiServer.start();
        String url = one.url();
        one.close();
        ApiClient some = TestObjects.client(TestObjects.settings(url, null));
        client = some;
        assertThatThrownBy(() -> some.get(LIST)).hasMessage(url + " cannot be reached: connection refused");
        assertThat(some.health().snapshot().wasReached()).isFalse();
    }

    @Test
    void refusalNamesWhatWasAskedAndTheRemedy() throws Exception {
        FakeApiServer one = FakeApiServer.start();
        api = one;
        one.next("GET", 403);
        ApiClient some = client(one, new Tls(Pem.NONE, Pem.NONE, Pem.NONE, false));
        assertThatThrownBy(() -> some.get(LIST))
                .hasMessage("GET " + ROUTERS + ": 403 on purpose; grant this agent its ClusterRole and Role"
                        + " (deploy/rbac/agent.yaml)");
    }

    @Test
    void tokensAndKeysAreInNoText() throws IOException {
        ApiSettings settings = new ApiSettings(
                "https://192.0.2.1",
                "default",
                new Tls(Pem.NONE, Pem.NONE, new Pem(null, "S0VZ"), false),
                "secret-token",
                null,
                null);
        assertThat(settings.toString()).doesNotContain("secret-token", "S0VZ");
    }

    private ApiClient client(FakeApiServer server, Tls tls) {
        ApiClient made = TestObjects.client(new ApiSettings(server.url(), "default", tls, "given", null, null));
        client = made;
        return made;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
