package dev.virtualip.agent.api;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows one object by its name, for ever: lists it, watches it, and begins again after whatever cut that off. The
 * sink hears of what the object is, not of each step on the way. On a daemon thread of its own.
 */
public final class ObjectWatch implements AutoCloseable {
    /** A storm of changes is looked at so often; a single one at once. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The server ends a watch after five to seven minutes; all nodes at other times. */
    private static final int WATCH_SECONDS = 300;

    private static final int WATCH_JITTER_SECONDS = 120;
    private static final int GRACE_SECONDS = 15;

    /** A watch that ends sooner counts as a failure: a server that ends them all at once is not asked in a circle. */
    private static final long TOO_SHORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ApiClient client;
    private final String path;
    private final Sink sink;
    private final Thread thread;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private volatile boolean closed;
    private @Nullable String version;
    private long lookedNanos = System.nanoTime() - PACE_NANOS;

    /** Is told on the watch's thread. */
    public interface Sink {
        /** The object as it is. */
        void present(JsonSlice object) throws IOException;

        /** There is no such object. */
        void absent();

        /** It cannot be asked for now; it will be tried again. */
        void failed(ApiException failure);

        /** What was told last is up to date; first is true after it had to be asked for anew. */
        void current(boolean first);
    }

    private ObjectWatch(ApiClient client, String path, String title, Sink sink) {
        this.client = client;
        this.path = path;
        this.sink = sink;
        this.thread = Thread.ofPlatform().daemon().name(title).unstarted(this::run);
    }

    /**
     * Begins to follow an object.
     *
     * @param collection the path of the collection that it is in
     * @param name its name
     */
    public static ObjectWatch start(ApiClient client, String collection, String name, Sink sink) {
        String path = collection + "?fieldSelector=metadata.name%3D" + name;
        ObjectWatch watch = new ObjectWatch(client, path, "watch-" + name, sink);
        watch.thread.start();
        return watch;
    }

    /** Ends it soon; the sink may hear of one thing more. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        client.contact().fine(path);
    }

    private void run() {
        while (!closed) {
            try {
                if (version == null) {
                    list();
                }
                follow();
            } catch (ApiException e) {
                failed(e);
            } catch (IOException | RuntimeException e) {
                // An answer that makes no sense is asked for again, like one that did not come.
                failed(new ApiException(ApiException.SILENT, "the answer cannot be read: " + e.getMessage(), 0));
            }
        }
    }

    private void list() throws IOException {
        JsonSlice answer = client.get(path);
        var items = answer.elements("items");
        if (items.isEmpty()) {
            sink.absent();
        } else {
            sink.present(items.getFirst());
        }
        version = answer.text("metadata", "resourceVersion");
        client.contact().fine(path);
        sink.current(true);
    }

    private void follow() throws IOException {
        int seconds = WATCH_SECONDS + ThreadLocalRandom.current().nextInt(WATCH_JITTER_SECONDS);
        String watched = "%s&watch=1&allowWatchBookmarks=true&timeoutSeconds=%d&resourceVersion=%s"
                .formatted(path, seconds, version);
        long begun = System.nanoTime();
        try (WatchStream stream = client.watch(watched, TimeUnit.SECONDS.toNanos(seconds + GRACE_SECONDS))) {
            client.contact().fine(path);
            sink.current(false);
            for (byte[] event = stream.next(); event != null && !closed; event = stream.next()) {
                take(JsonSlice.all(event));
                backoff.reset();
            }
        }
        if (System.nanoTime() - begun < TOO_SHORT_NANOS && !closed) {
            throw new ApiException(ApiException.SILENT, "the server ended the watch at once", 0);
        }
        backoff.reset();
    }

    private void take(JsonSlice event) throws IOException {
        String type = String.valueOf(event.text("type"));
        JsonSlice object = event.field("object");
        if (object == null) {
            throw new IOException("an event without an object");
        }
        if (type.equals("ERROR")) {
            String code = object.text("code");
            throw new ApiException(
                    code == null ? ApiException.SILENT : Integer.parseInt(code),
                    "the watch was ended: " + object.text("message"),
                    0);
        }
        if (!type.equals("BOOKMARK")) {
            pace();
            if (type.equals("DELETED")) {
                sink.absent();
            } else {
                sink.present(object);
            }
        }
        version = object.text("metadata", "resourceVersion");
    }

    private void pace() {
        long wait = lookedNanos + PACE_NANOS - System.nanoTime();
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
        lookedNanos = System.nanoTime();
    }

    private void failed(ApiException failure) {
        if (closed) {
            return;
        }
        // Listed anew, since a server that comes back may have lost its data and count versions from the start.
        version = null;
        if (failure.status() != ApiException.GONE) {
            client.contact().failed(path, String.valueOf(failure.getMessage()));
            sink.failed(failure);
        }
        LockSupport.parkNanos(this, backoff.afterNanos(failure));
    }
}
