package dev.virtualip.agent.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the API server. Each has a bound in time and size, and none is tried again here. Certificates that are
 * replaced on disk are taken up with the next request. For any thread.
 */
public final class ApiClient implements AutoCloseable {
    private static final long TIMEOUT_MILLIS = 10_000;

    private final Origin origin;
    private final ApiContact contact;
    private @Nullable ApiConnection connection;
    private boolean closed;
    private volatile String namespace = "default";

    /** Where the settings come from: read again when a file has changed. */
    public interface Origin {
        /** The settings as they are now. */
        ApiSettings settings() throws IOException;

        /** The file that they are in; null: none. */
        @Nullable
        Path file();
    }

    /** A client; nothing is sent yet. */
    public ApiClient(Origin origin, ApiContact contact) {
        this.origin = origin;
        this.contact = contact;
    }

    /** How things stand with the server. */
    public ApiContact contact() {
        return contact;
    }

    /** The namespace of what is asked for without one, as it was when the server was reached. */
    public String namespace() {
        return namespace;
    }

    /** Reads. */
    public ApiAnswer get(String path) throws ApiException {
        return send("GET", path, null);
    }

    /** Changes the fields that a JSON merge patch names. */
    public ApiAnswer merge(String path, byte[] patch) throws ApiException {
        return send("PATCH", path, patch);
    }

    /**
     * Begins a watch.
     *
     * @param path what is watched, with all options
     * @param maxNanos how long it may last
     */
    WatchStream watch(String path, long maxNanos) throws ApiException {
        ApiConnection current = connection();
        HttpRequest request = current.http()
                .newHttpRequestBuilder()
                .uri(uri(current, path))
                .forStreaming()
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .header("Accept", "application/json")
                .build();
        WatchStream stream = new WatchStream(contact, maxNanos);
        HttpResponse<AsyncBody> response =
                answered("WATCH", current, current.http().consumeBytes(request, stream::take));
        if (response.code() != 200) {
            response.body().cancel();
            throw refusal("WATCH", path, response, new byte[0]);
        }
        stream.begin(response.body());
        return stream;
    }

    /** Gives the connections up, watches included; the next request makes new ones. */
    public void reconnect() {
        ApiConnection old;
        synchronized (this) {
            old = connection;
            connection = null;
        }
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        reconnect();
    }

    private ApiAnswer send(String verb, String path, byte @Nullable [] patch) throws ApiException {
        ApiConnection current = connection();
        HttpRequest.Builder builder = current.http()
                .newHttpRequestBuilder()
                .uri(uri(current, path))
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .header("Accept", "application/json");
        if (patch != null) {
            builder.method(verb, "application/merge-patch+json", new String(patch, StandardCharsets.UTF_8));
        }
        BodyBytes bytes = new BodyBytes();
        HttpResponse<AsyncBody> response =
                answered(verb, current, current.http().consumeBytes(builder.build(), bytes::take));
        response.body().consume();
        Waiting.forEnd(response.body(), TIMEOUT_MILLIS, place(current));
        if (!response.isSuccessful()) {
            throw refusal(verb, path, response, bytes.all());
        }
        return new ApiAnswer(bytes.all());
    }

    private HttpResponse<AsyncBody> answered(
            String verb, ApiConnection current, CompletableFuture<HttpResponse<AsyncBody>> sent) throws ApiException {
        try {
            HttpResponse<AsyncBody> response = Waiting.forAnswer(sent, TIMEOUT_MILLIS, place(current));
            contact.requested(verb, response.code(), System.nanoTime());
            return response;
        } catch (ApiException e) {
            contact.requested(verb, e.status(), System.nanoTime());
            throw e;
        }
    }

    private static ApiException refusal(String verb, String path, HttpResponse<AsyncBody> response, byte[] body) {
        return new ApiException(
                response.code(),
                RefusalText.of(verb, path, response.code(), JsonSlice.all(body)),
                retryAfterNanos(response.header("Retry-After")));
    }

    private static long retryAfterNanos(@Nullable String seconds) {
        boolean known = seconds != null && seconds.matches("\\d{1,6}");
        return known ? TimeUnit.SECONDS.toNanos(Long.parseLong(Objects.requireNonNull(seconds))) : 0;
    }

    private ApiConnection connection() throws ApiException {
        ApiConnection old;
        ApiConnection fresh;
        synchronized (this) {
            if (closed) {
                throw new ApiException(ApiException.SILENT, "the agent stops", 0);
            }
            old = connection;
            if (old != null && !old.stale()) {
                return old;
            }
            fresh = open();
            connection = fresh;
        }
        if (old != null) {
            old.close();
        }
        return fresh;
    }

    private ApiConnection open() throws ApiException {
        try {
            ApiSettings settings = origin.settings();
            namespace = settings.namespace();
            return ApiConnection.open(settings, origin.file());
        } catch (IOException e) {
            throw new ApiException(ApiException.SILENT, String.valueOf(e.getMessage()), 0);
        }
    }

    private static String uri(ApiConnection connection, String path) {
        return place(connection).replaceFirst("/$", "") + path;
    }

    private static String place(ApiConnection connection) {
        return connection.settings().server();
    }
}
