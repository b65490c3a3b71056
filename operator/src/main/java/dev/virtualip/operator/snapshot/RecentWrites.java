package dev.virtualip.operator.snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
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
        written.put(Cache.metaNamespaceKeyFunc(object), object);
    }

    /** Returns the newer one of the watched and the written object. */
    public T newest(T seen) {
        String key = Cache.metaNamespaceKeyFunc(seen);
        T ours = written.get(key);
        if (ours == null) {
            return seen;
        }
        boolean same =
                Objects.equals(ours.getMetadata().getUid(), seen.getMetadata().getUid());
        if (same && version(ours) > version(seen)) {
            return ours;
        }
        written.remove(key, ours);
        return seen;
    }

    /** Removes a deleted object; the key is {@code namespace/name}, or the name of one without a namespace. */
    public void deleted(String key) {
        written.remove(key);
    }

    /**
     * Parses a resource version. They increase: the API guarantees it since Kubernetes 1.35, and earlier versions
     * behave so.
     */
    private static long version(HasMetadata object) {
        return Long.parseUnsignedLong(object.getMetadata().getResourceVersion());
    }
}
