package dev.virtualip.operator.snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Objects that the operator wrote and the watch has not shown yet. Without them, a plan made in between would start
 * from the state before the write and report everything twice.
 *
 * @param <T> the type of the objects
 */
public final class RecentWrites<T extends HasMetadata> {
    private final ConcurrentMap<String, T> written = new ConcurrentHashMap<>();

    /** Records an object as the API server returned it from a write. */
    public void wrote(T object) {
        written.put(object.getMetadata().getName(), object);
    }

    /** Returns the newer one of the watched and the written object. */
    public T newest(T seen) {
        String name = seen.getMetadata().getName();
        T ours = written.get(name);
        if (ours == null) {
            return seen;
        }
        boolean same =
                Objects.equals(ours.getMetadata().getUid(), seen.getMetadata().getUid());
        if (same && version(ours) > version(seen)) {
            return ours;
        }
        written.remove(name, ours);
        return seen;
    }

    /** Removes a deleted object. */
    public void deleted(String name) {
        written.remove(name);
    }

    /**
     * Parses a resource version. They increase: the API guarantees it since Kubernetes 1.35, and earlier versions
     * behave so.
     */
    private static long version(HasMetadata object) {
        return Long.parseUnsignedLong(object.getMetadata().getResourceVersion());
    }
}
