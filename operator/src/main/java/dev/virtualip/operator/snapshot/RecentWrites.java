package dev.virtualip.operator.snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What we wrote and the watch has not shown yet. Without it, a plan made in between would see the state before our own
 * write and tell everything a second time.
 *
 * @param <T> the type of the objects
 */
public final class RecentWrites<T extends HasMetadata> {
    private final ConcurrentMap<String, T> written = new ConcurrentHashMap<>();

    /** Remembers an object as the API server returned it from a write. */
    public void wrote(T object) {
        written.put(object.getMetadata().getName(), object);
    }

    /** The newer of what the watch has shown and what we wrote. */
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

    /** Forgets what was deleted. */
    public void deleted(String name) {
        written.remove(name);
    }

    /** Resource versions grow: the API promises it since Kubernetes 1.35, and every one before did so. */
    private static long version(HasMetadata object) {
        return Long.parseUnsignedLong(object.getMetadata().getResourceVersion());
    }
}
