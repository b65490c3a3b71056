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
 * Sends requests to the API server. Each is bounded in time and size and is not retried. Uses certificates that were
 * replaced on disk from the next request on. Thread-safe.
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

    /** Source of the connection settings, which is read again after a file has changed. */
    public interface SettingsSource {
        /** The current settings. */
        ApiSettings settings() throws IOException;

        /** The file with the settings; null: none. */
        @Nullable
        Path file();
    }

    /**
     * Timeouts.
     *
     * @param answerMillis for an answer
     * @param silenceNanos for the next event of a watch: bookmarks come every minute, so a watch without events for two
     *     minutes is dead
     * @param verifyNanos after which a silent watch is compared with the objects' metadata. It finds a watch that died
     *     behind a proxy, where the kernel cannot detect it
     */
    record Timeouts(long answerMillis, long silenceNanos, long verifyNanos) {
        static final Timeouts USUAL = new Timeouts(5_000, TimeUnit.SECONDS.toNanos(150), TimeUnit.SECONDS.toNanos(40));
    }

    /**
     * A client, which sends nothing yet.
     *
     * @param watching runs when a watch has started, on a connection of its own
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

    /** The health of the connection. */
    public ApiHealth health() {
        return health;
    }

    /** The default namespace of the connection settings. */
    public String namespace() {
        return namespace;
    }

    /** Reads a path. */
    public byte[] get(String path) throws ApiException {
        ApiConnection current = connection();
        return answered("GET", current, current.request(path).build());
    }

    /** Reads the metadata of the objects of a path, which is cheap for the API server and for the network. */
    byte[] getMetadata(String path) throws ApiException {
        ApiConnection current = connection();
        HttpRequest request = current.request(path)
                .setHeader(
                        "Accept", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json")
                .build();
        return answered("GET", current, request);
    }

    /** Time after which a silent watch is compared with the objects' metadata. */
    long verifyNanos() {
        return timeouts.verifyNanos();
    }

    /** Sends a JSON merge patch. */
    public byte[] merge(String path, byte[] patch) throws ApiException {
        ApiConnection current = connection();
        HttpRequest request = current.request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofByteArray(patch))
                .build();
        return answered("PATCH", current, request);
    }

    /**
     * Starts a watch.
     *
     * @param path the path with all query parameters
     * @param maxPending events that may wait to be taken; 1: only the newest is kept
     * @param maxNanos its longest duration
     */
    WatchStream watch(String path, int maxPending, long maxNanos) throws ApiException {
        ApiConnection current = connection();
        WatchStream stream = new WatchStream(health, maxPending, timeouts.silenceNanos(), maxNanos);
        BodyHandler<byte[]> handler = head -> head.statusCode() == OK ? stream : limited();
        requireSuccess("WATCH", send("WATCH", current, current.request(path).build(), handler));
        watching.run();
        return stream;
    }

    /** Closes all connections, watches included; the next request opens new ones. */
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
