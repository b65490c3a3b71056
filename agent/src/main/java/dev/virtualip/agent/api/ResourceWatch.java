package dev.virtualip.agent.api;

import dev.virtualip.agent.api.ApiJson.ErrorStatus;
import dev.virtualip.agent.api.ApiJson.Identified;
import dev.virtualip.agent.api.ApiJson.ObjectList;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches the objects that a selector matches until it is closed: lists them, watches them, and starts again with
 * backoff after any failure. Runs on a daemon thread of its own.
 *
 * @param <T> an object, as far as the listener reads it
 */
final class ResourceWatch<T> implements AutoCloseable {
    /** Minimum time between two states of a single object that are passed on; the first is passed on at once. */
    private static final long MIN_EVENT_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The server ends a watch after five to seven minutes, at another time for each node. */
    private static final int WATCH_SECONDS = 300;

    private static final int WATCH_JITTER_SECONDS = 120;
    private static final int GRACE_SECONDS = 15;

    /** A silent watch is verified up to a quarter later, so that not all nodes ask at once. */
    private static final int VERIFY_JITTER = 4;

    /** Time in which a watch delivers a change that a read has shown. */
    private static final long DELIVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A watch that ends sooner counts as a failure, so that a server which ends all watches is asked with backoff. */
    private static final long TOO_SHORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ApiClient client;
    private final String path;
    private final Class<T> type;
    private final int maxPending;
    private final Listener<T> listener;
    private final Thread thread;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private volatile boolean closed;
    private @Nullable String version;

    /** The versions of the objects that were passed on last, by UID. */
    private final Map<String, String> versions = new HashMap<>();

    private long lastEventNanos = System.nanoTime() - MIN_EVENT_GAP_NANOS;

    /** Receives the state of the objects on the watch's thread. */
    interface Listener<T> {
        /** Exactly these objects exist. */
        void onListed(List<T> objects) throws IOException;

        /** An object exists, in this state. */
        void onChanged(T object) throws IOException;

        /** An object, which had this state last, does not exist any more. */
        void onDeleted(T object) throws IOException;

        /** The objects cannot be read now. The watch retries. */
        void onFailure(ApiException failure);

        /** The last state passed on is current; {@code listed} is true after a new list. */
        void onSynced(boolean listed);
    }

    /**
     * The objects to watch.
     *
     * @param collection the path of their collection
     * @param selector the query parameter that selects them
     * @param title the name of the watch's thread
     * @param maxPending events that may wait for the listener; 1: only the newest is kept, because there is one object
     */
    record Selection(String collection, String selector, String title, int maxPending) {}

    private ResourceWatch(ApiClient client, Selection selection, Class<T> type, Listener<T> listener) {
        this.client = client;
        this.path = selection.collection() + "?" + selection.selector();
        this.type = type;
        this.maxPending = selection.maxPending();
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name(selection.title()).unstarted(this::run);
    }

    static <T> ResourceWatch<T> start(ApiClient client, Selection selection, Class<T> type, Listener<T> listener) {
        ResourceWatch<T> watch = new ResourceWatch<>(client, selection, type, listener);
        watch.thread.start();
        return watch;
    }

    /** Stops the watch soon; the listener may receive one more event. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        client.health().clearProblem(path);
    }

    private void run() {
        while (!closed) {
            long begunNanos = System.nanoTime();
            try {
                if (version == null) {
                    list();
                }
                watch();
            } catch (ApiException e) {
                retryAfter(e, begunNanos);
            } catch (IOException | RuntimeException e) {
                // An answer that cannot be parsed is requested again, like one that was lost.
                retryAfter(
                        new ApiException(ApiException.NO_ANSWER, "the answer cannot be parsed: " + e.getMessage(), 0),
                        begunNanos);
            }
        }
    }

    private void list() throws IOException {
        byte[] json = client.get(path);
        ObjectList<T> answer = ApiJson.readList(json, type);
        List<T> items = answer.items();
        listener.onListed(items == null ? List.of() : items);
        versions.clear();
        versions.putAll(versionsOf(ApiJson.readList(json, Identified.class).items()));
        version = versionOf(answer.metadata());
        client.health().clearProblem(path);
        listener.onSynced(true);
    }

    private void watch() throws IOException {
        int seconds = WATCH_SECONDS + ThreadLocalRandom.current().nextInt(WATCH_JITTER_SECONDS);
        String watched = "%s&watch=1&allowWatchBookmarks=true&timeoutSeconds=%d&resourceVersion=%s"
                .formatted(path, seconds, version);
        long startNanos = System.nanoTime();
        long maxNanos = TimeUnit.SECONDS.toNanos(seconds + GRACE_SECONDS);
        try (WatchStream stream = client.watch(watched, maxPending, maxNanos)) {
            client.health().clearProblem(path);
            listener.onSynced(false);
            for (byte[] event = next(stream); event != null && !closed; event = next(stream)) {
                handle(event);
                backoff.reset();
            }
        }
        if (System.nanoTime() - startNanos < TOO_SHORT_NANOS && !closed) {
            throw new ApiException(ApiException.NO_ANSWER, "the server ended the watch at once", 0);
        }
        backoff.reset();
    }

    private byte @Nullable [] next(WatchStream stream) throws IOException {
        long jitter = ThreadLocalRandom.current().nextLong(client.verifyNanos() / VERIFY_JITTER);
        while (!closed && !stream.awaitNews(client.verifyNanos() + jitter)) {
            verify(stream);
        }
        return stream.next();
    }

    /** Fails if the watch did not deliver what the API server has, for instance behind a proxy that lost its server. */
    private void verify(WatchStream stream) throws IOException {
        List<Identified> items =
                ApiJson.readList(client.getMetadata(path), Identified.class).items();
        if (!versionsOf(items).equals(versions) && !stream.awaitNews(DELIVERY_NANOS)) {
            throw new ApiException(ApiException.NO_ANSWER, "the watch did not deliver a change; restarting it", 0);
        }
    }

    private void handle(byte[] event) throws IOException {
        String kind =
                String.valueOf(ApiJson.read(event, ApiJson.EventType.class).type());
        if (kind.equals("ERROR")) {
            ErrorStatus error = ApiJson.readEvent(event, ErrorStatus.class).object();
            int code = error == null || error.code() == null ? ApiException.NO_ANSWER : error.code();
            throw new ApiException(code, "the server ended the watch: " + (error == null ? "" : error.message()), 0);
        }
        if (!kind.equals("BOOKMARK")) {
            T object = ApiJson.readEvent(event, type).object();
            if (object == null) {
                throw new IOException("a watch event without an object");
            }
            waitForGap();
            if (kind.equals("DELETED")) {
                listener.onDeleted(object);
            } else {
                listener.onChanged(object);
            }
        }
        Identified identified = ApiJson.readEvent(event, Identified.class).object();
        ObjectMetadata metadata = identified == null ? null : identified.metadata();
        version = versionOf(metadata);
        if (metadata != null && metadata.uid() != null && metadata.resourceVersion() != null) {
            if (kind.equals("DELETED")) {
                versions.remove(metadata.uid());
            } else if (!kind.equals("BOOKMARK")) {
                versions.put(metadata.uid(), metadata.resourceVersion());
            }
        }
    }

    private static Map<String, String> versionsOf(@Nullable List<Identified> items) {
        Map<String, String> versions = new HashMap<>();
        for (Identified item : items == null ? List.<Identified>of() : items) {
            ObjectMetadata metadata = item.metadata();
            if (metadata != null && metadata.uid() != null && metadata.resourceVersion() != null) {
                versions.put(metadata.uid(), metadata.resourceVersion());
            }
        }
        return versions;
    }

    private static @Nullable String versionOf(@Nullable ObjectMetadata metadata) {
        return metadata == null ? null : metadata.resourceVersion();
    }

    private void waitForGap() {
        if (maxPending > 1) {
            // Each event counts, and more of them may wait.
            return;
        }
        long wait = lastEventNanos + MIN_EVENT_GAP_NANOS - System.nanoTime();
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
        lastEventNanos = System.nanoTime();
    }

    private void retryAfter(ApiException failure, long begunNanos) {
        if (closed) {
            return;
        }
        // A watch that ran for long has not waited for an answer.
        long tookNanos = version == null ? System.nanoTime() - begunNanos : 0;
        // List again: a server that was restored from a backup may count versions from an earlier one.
        version = null;
        if (failure.status() != ApiException.GONE) {
            client.health().reportProblem(path, String.valueOf(failure.getMessage()));
            listener.onFailure(failure);
        }
        LockSupport.parkNanos(this, backoff.afterNanos(failure, tookNanos));
    }
}
