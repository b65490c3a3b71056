package dev.virtualip.agent.api;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the API server. Each has a bound in time and size, and none is tried again here. Certificates that are
 * replaced on disk are taken up with the next request. For any thread.
 */
public final class ApiClient implements AutoCloseable {
    /** The API server's own bound for an object is 1.5 MiB. */
    static final int MAX_BYTES = 4 << 20;

    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    private final SettingsSource settingsSource;
    private final ApiHealth health;
    private final Timeouts timeouts;
    private final Runnable watching;
    private @Nullable ApiConnection connection;
    private boolean closed;
    private volatile String namespace = "default";

    /** Where the settings come from: read again when a file has changed. */
    public interface SettingsSource {
        /** The settings as they are now. */
        ApiSettings settings() throws IOException;

        /** The file that they are in; null: none. */
        @Nullable
        Path file();
    }

    /**
     * How long the server is waited for.
     *
     * @param answerMillis for an answer
     * @param silenceNanos for anything at all from a watch: bookmarks come every minute, so what is silent for longer
     *     than two has died where the kernel cannot see it, behind a proxy for instance
     */
    record Timeouts(long answerMillis, long silenceNanos) {
        static final Timeouts USUAL = new Timeouts(5_000, TimeUnit.SECONDS.toNanos(150));
    }

    /**
     * A client; nothing is sent yet.
     *
     * @param watching is called when a watch has begun, on a connection of its own
     */
    public ApiClient(SettingsSource settingsSource, ApiHealth health, Runnable watching) {
        this(settingsSource, health, Timeouts.USUAL, watching);
    }

    ApiClient(SettingsSource settingsSource, ApiHealth health, Timeouts timeouts, Runnable watching) {
        this.settingsSource = settingsSource;
        this.health = health;
        this.timeouts = timeouts;
        this.watching = watching;
    }

    /** How things stand with the server. */
    public ApiHealth health() {
        return health;
    }

    /** The namespace of what is asked for without one, as it was when the server was reached. */
    public String namespace() {
        return namespace;
    }

    /** Reads. */
    public byte[] get(String path) throws ApiException {
        ApiConnection current = connection();
        return answered("GET", current, current.request(path).build());
    }

    /** Changes the fields that a JSON merge patch names. */
    public byte[] merge(String path, byte[] patch) throws ApiException {
        ApiConnection current = connection();
        HttpRequest request = current.request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofByteArray(patch))
                .build();
        return answered("PATCH", current, request);
    }

    /**
     * Begins a watch.
     *
     * @param path what is watched, with all options
     * @param maxNanos how long it may last
     */
    WatchStream watch(String path, long maxNanos) throws ApiException {
        ApiConnection current = connection();
        WatchStream stream = new WatchStream(health, timeouts.silenceNanos(), maxNanos);
        BodyHandler<byte[]> handler = head -> head.statusCode() == OK ? stream : limited();
        requireSuccess("WATCH", send("WATCH", current, current.request(path).build(), handler));
        watching.run();
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

    private byte[] answered(String verb, ApiConnection current, HttpRequest request) throws ApiException {
        return requireSuccess(verb, send(verb, current, request, head -> limited()));
    }

    private static HttpResponse.BodySubscriber<byte[]> limited() {
        return BodySubscribers.limiting(BodySubscribers.ofByteArray(), MAX_BYTES);
    }

    private HttpResponse<byte[]> send(
            String verb, ApiConnection current, HttpRequest request, BodyHandler<byte[]> handler) throws ApiException {
        CompletableFuture<HttpResponse<byte[]>> sent = current.http().sendAsync(request, handler);
        try {
            HttpResponse<byte[]> response = sent.get(timeouts.answerMillis(), TimeUnit.MILLISECONDS);
            health.recordRequest(verb, response.statusCode(), System.nanoTime());
            return response;
        } catch (TimeoutException _) {
            sent.cancel(true);
            health.recordRequest(verb, ApiException.TIMED_OUT, System.nanoTime());
            throw new ApiException(ApiException.TIMED_OUT, current.server() + " did not answer in time", 0);
        } catch (ExecutionException e) {
            health.recordRequest(verb, ApiException.NO_ANSWER, System.nanoTime());
            throw noAnswer(current.server() + " cannot be reached: " + ApiErrorText.of(e.getCause()));
        } catch (InterruptedException _) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw noAnswer("the agent stops");
        }
    }

    private static byte[] requireSuccess(String verb, HttpResponse<byte[]> response) throws ApiException {
        if (response.statusCode() >= OK && response.statusCode() < REDIRECTION) {
            return response.body();
        }
        String path = response.request().uri().getPath();
        throw new ApiException(
                response.statusCode(),
                ApiErrorText.of(verb + " " + path, response.statusCode(), response.body()),
                retryAfterNanos(response.headers().firstValue("Retry-After").orElse("")));
    }

    private static long retryAfterNanos(String seconds) {
        return seconds.matches("\\d{1,6}") ? TimeUnit.SECONDS.toNanos(Long.parseLong(seconds)) : 0;
    }

    private ApiConnection connection() throws ApiException {
        ApiConnection old;
        ApiConnection fresh;
        synchronized (this) {
            if (closed) {
                throw noAnswer("the agent stops");
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
            ApiSettings settings = settingsSource.settings();
            namespace = settings.namespace();
            return ApiConnection.open(settings, settingsSource.file());
        } catch (IOException e) {
            throw noAnswer(String.valueOf(e.getMessage()));
        }
    }

    private static ApiException noAnswer(String message) {
        return new ApiException(ApiException.NO_ANSWER, message, 0);
    }
}
