package dev.virtualip.daemon.notification;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Sends messages by HTTP POST, as CloudEvents. Follows no redirect. */
final class WebhookDestination implements Destination {
    /** The header with the signature. */
    static final String SIGNATURE = "Virtualip-Signature";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String ALGORITHM = "HmacSHA256";

    private final Webhook webhook;
    private final URI url;
    private final DestinationFiles files;
    private final InstantSource clock;
    private @Nullable HttpClient client;

    WebhookDestination(Webhook webhook, DestinationFiles files, InstantSource clock) {
        this.webhook = webhook;
        this.url = URI.create(Objects.requireNonNull(webhook.url()));
        this.files = files;
        this.clock = clock;
    }

    /** Host and port only: the rest of a URL is often a secret. */
    @Override
    public String server() {
        return "webhook on " + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public String deliver(NotificationMessage message) throws DeliveryException, InterruptedException {
        byte[] body = CloudEventJson.of(message);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", CloudEventJson.MEDIA_TYPE)
                .header("User-Agent", message.source().program())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (webhook.signingKeyFile() != null) {
            String key = files.secret("signingKeyFile", webhook.signingKeyFile());
            request.header(SIGNATURE, signature(key, clock.instant().getEpochSecond(), body));
        }
        judge(send(request.build()));
        return "";
    }

    /** {@code t=SECONDS,v1=HEX}: the HMAC-SHA256 of the seconds, a full stop and the body. */
    static String signature(String key, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(mac.doFinal(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** The status of the answer. The time limit counts for the whole answer, however slowly it comes. */
    private int send(HttpRequest request) throws DeliveryException, InterruptedException {
        CompletableFuture<Integer> answer =
                client().sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // A new client reads caFile again.
            close();
            client = null;
            String timeout = TIMEOUT.toSeconds() + "s";
            throw DeliveryException.retryable(server() + " " + ConnectionFailureText.of(e, timeout));
        } finally {
            answer.cancel(true);
        }
    }

    private void judge(int status) throws DeliveryException {
        if (status >= 200 && status < 300) {
            return;
        }
        String answered = "%s answered %d".formatted(server(), status);
        switch (status) {
            case 400, 413, 415, 422 -> throw DeliveryException.refused(answered + ": it does not accept the event");
            case 401, 403 -> throw DeliveryException.retryable(answered + "; correct the URL or signingKeyFile");
            case 404, 410 -> throw DeliveryException.retryable(answered + "; correct the URL");
            default -> {
                boolean redirect = status >= 300 && status < 400;
                throw DeliveryException.retryable(
                        answered + (redirect ? ": redirects are not followed; give the final URL" : ""));
            }
        }
    }

    private HttpClient client() throws DeliveryException {
        HttpClient existing = client;
        if (existing != null) {
            return existing;
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT);
        if (webhook.caFile() != null) {
            builder.sslContext(files.trusting(webhook.caFile()));
        }
        HttpClient created = builder.build();
        client = created;
        return created;
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
