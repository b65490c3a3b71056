package dev.virtualip.daemon.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Webhook;
import dev.virtualip.testkit.receiver.ServerKey;
import dev.virtualip.testkit.receiver.WebhookReceiver;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks to real servers on the loopback. */
class WebhookDestinationTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final NotificationMessage MESSAGE = Samples.message(Samples.active("ingress"));

    @TempDir
    Path folder;

    @Test
    void eventArrivesAsSignedCloudEvent() throws Exception {
        Files.writeString(folder.resolve("hook.key"), "key\n");
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookDestination destination = destination(http(receiver.port()), "hook.key", null)) {
            assertThat(destination.deliver(MESSAGE)).isEmpty();

            WebhookReceiver.Received request = receiver.received().getFirst();
            assertThat(request.path()).isEqualTo("/hook?token=s3cret");
            assertThat(request.headers()).containsEntry("Content-Type", "application/cloudevents+json");
            assertThat(request.headers().get(WebhookDestination.SIGNATURE))
                    .startsWith("t=1800000000,v1=")
                    .isEqualTo(WebhookDestination.signature(
                            "key", 1_800_000_000, request.body().getBytes(StandardCharsets.UTF_8)));
            JsonNode event = new ObjectMapper().readTree(request.body());
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("id").asText()).isEqualTo("0b5c");
            assertThat(event.path("source").asText()).isEqualTo("/virtualip-agent/lb02");
            assertThat(event.path("type").asText()).isEqualTo("dev.virtualip.transition.active");
            assertThat(event.path("subject").asText()).isEqualTo("ingress");
            assertThat(event.path("time").asText()).isEqualTo("2026-11-28T02:13:14.123Z");
            assertThat(event.at("/data/addresses/0").asText()).isEqualTo("192.168.31.5");
            assertThat(event.at("/data/reason").asText()).isEqualTo("PeerTimeout");
            assertThat(event.at("/data/previousState").asText()).isEqualTo("Backup");
        }
    }

    /** The value that {@code openssl dgst -sha256 -hmac} gives. */
    @Test
    void signatureIsTheOneOfAnIndependentProgram() {
        assertThat(WebhookDestination.signature("key", 1_800_000_000, "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1800000000,v1=7321475872b03ff21bdc2dfd86ea2d99ec29c479fbe4a77aa6acf4509505493f");
    }

    @Test
    void conflictAndSummaryHaveTypesOfTheirOwn() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        NotificationEvent conflict = Samples.event(Event.CONFLICT, "ingress");

        assertThat(mapper.readTree(CloudEventJson.of(Samples.message(conflict)))
                        .path("type")
                        .asText())
                .isEqualTo("dev.virtualip.conflict");
        JsonNode summary = mapper.readTree(CloudEventJson.of(Samples.message(conflict, Samples.active("web"))));
        assertThat(summary.path("type").asText()).isEqualTo("dev.virtualip.summary");
        assertThat(summary.at("/data/events")).hasSize(2);
        assertThat(summary.at("/data/omitted").asInt()).isZero();
    }

    @Test
    void errorOfTheServerIsTriedAgainAndNamesNoPartOfTheUrl() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookDestination destination = destination(http(receiver.port()), null, null)) {
            receiver.answerWith(500);

            DeliveryException failure = failure(destination);

            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure).hasMessage("webhook on 127.0.0.1:" + receiver.port() + " answered 500");
        }
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookDestination destination = destination(http(receiver.port()), null, null)) {
            receiver.answerWith(302);

            assertThat(failure(destination)).hasMessageEndingWith("redirects are not followed; give the final URL");
            assertThat(receiver.received())
                    .extracting(WebhookReceiver.Received::path)
                    .containsExactly("/hook?token=s3cret");
        }
    }

    @Test
    void eventThatTheServerRefusesIsNotTriedAgain() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookDestination destination = destination(http(receiver.port()), null, null)) {
            receiver.answerWith(422);

            assertThat(failure(destination).isRetryable()).isFalse();
        }
    }

    @Test
    void expiredCertificateIsReportedAndTheRenewedOneIsTaken() throws Exception {
        ServerKey expired = ServerKey.expired(folder);
        try (WebhookReceiver receiver = WebhookReceiver.start(expired.context());
                WebhookDestination destination = destination(https(receiver.port()), null, "expired.pem")) {
            assertThat(failure(destination)).hasMessageContaining("has a certificate that expired");
        }
        ServerKey valid = ServerKey.valid(folder);
        try (WebhookReceiver receiver = WebhookReceiver.start(valid.context());
                WebhookDestination destination = destination(https(receiver.port()), null, "valid.pem")) {
            assertThat(destination.deliver(MESSAGE)).isEmpty();
        }
    }

    @Test
    void silentServerEndsWithinTheTimeLimit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                WebhookDestination destination = destination(http(silent.getLocalPort()), null, null)) {
            assertThat(failure(destination)).hasMessageContaining("did not answer within 10s");
        }
    }

    @Test
    void missingServerIsReported() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        try (WebhookDestination destination = destination(http(port), null, null)) {
            assertThat(failure(destination)).hasMessageContaining("cannot be reached");
        }
    }

    private static String http(int port) {
        return "http://127.0.0.1:" + port + "/hook?token=s3cret";
    }

    private static String https(int port) {
        return "https://localhost:" + port + "/";
    }

    private WebhookDestination destination(String url, @Nullable String keyFile, @Nullable String caFile) {
        return new WebhookDestination(new Webhook(url, keyFile, caFile), new DestinationFiles(folder), () -> NOW);
    }

    private static DeliveryException failure(WebhookDestination destination) {
        return catchThrowableOfType(DeliveryException.class, () -> destination.deliver(MESSAGE));
    }
}
