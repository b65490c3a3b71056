package dev.virtualip.agent.api;

import java.io.IOException;
import java.util.List;

/**
 * Watches one object by its name until it is closed. The listener receives the latest state of the object and may miss
 * intermediate ones.
 *
 * @param <T> the object, as far as the listener reads it
 */
public final class ObjectWatch<T> implements AutoCloseable {
    private final ResourceWatch<T> watch;

    /** Receives the object's state on the watch's thread. */
    public interface Listener<T> {
        /** The object exists, in this state. */
        void onObject(T object) throws IOException;

        /** The object does not exist. */
        void onAbsent();

        /** The object cannot be read now. The watch retries. */
        void onFailure(ApiException failure);

        /** The last state passed on is current; {@code listed} is true after a new list. */
        void onSynced(boolean listed);
    }

    private ObjectWatch(ResourceWatch<T> watch) {
        this.watch = watch;
    }

    /**
     * Starts to watch an object.
     *
     * @param collection the path of its collection
     * @param name its name
     * @param type the record to read it into
     */
    public static <T> ObjectWatch<T> start(
            ApiClient client, String collection, String name, Class<T> type, Listener<T> listener) {
        ResourceWatch.Selection selection =
                new ResourceWatch.Selection(collection, "fieldSelector=metadata.name%3D" + name, "watch-" + name, 1);
        return new ObjectWatch<>(ResourceWatch.start(client, selection, type, new OneObject<>(listener)));
    }

    /** Stops the watch soon; the listener may receive one more event. */
    @Override
    public void close() {
        watch.close();
    }

    private record OneObject<T>(Listener<T> listener) implements ResourceWatch.Listener<T> {
        @Override
        public void onListed(List<T> objects) throws IOException {
            if (objects.isEmpty()) {
                listener.onAbsent();
            } else {
                listener.onObject(objects.getFirst());
            }
        }

        @Override
        public void onChanged(T object) throws IOException {
            listener.onObject(object);
        }

        @Override
        public void onDeleted(T object) {
            listener.onAbsent();
        }

        @Override
        public void onFailure(ApiException failure) {
            listener.onFailure(failure);
        }

        @Override
        public void onSynced(boolean listed) {
            listener.onSynced(listed);
        }
    }
}
