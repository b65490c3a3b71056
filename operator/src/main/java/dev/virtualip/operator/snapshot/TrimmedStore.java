package dev.virtualip.operator.snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store of an informer that trims objects before it keeps them: a plan uses a few hundred bytes of a Node of some 15
 * KiB.
 *
 * @param <T> their type
 */
public final class TrimmedStore<T extends HasMetadata> implements ItemStore<T> {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final ConcurrentMap<String, T> objects = new ConcurrentHashMap<>();
    private final Predicate<T> keep;
    private final Consumer<T> trim;

    /**
     * Creates an empty store.
     *
     * @param trim removes unused parts; managed fields and kubectl's copy of the object are removed in any case
     */
    public TrimmedStore(Consumer<T> trim) {
        this(object -> true, trim);
    }

    /**
     * Creates an empty store of some objects.
     *
     * @param keep whether to keep an object; one that is not kept leaves the store
     * @param trim removes unused parts
     */
    public TrimmedStore(Predicate<T> keep, Consumer<T> trim) {
        this.keep = keep;
        this.trim = trim;
    }

    @Override
    public String getKey(T object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public @Nullable T put(String key, T object) {
        if (!keep.test(object)) {
            return objects.remove(key);
        }
        object.getMetadata().setManagedFields(List.of());
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        if (annotations != null && annotations.containsKey(LAST_APPLIED)) {
            annotations.remove(LAST_APPLIED);
        }
        trim.accept(object);
        return objects.put(key, object);
    }

    @Override
    public @Nullable T remove(String key) {
        return objects.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return objects.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return objects.values().stream();
    }

    @Override
    public int size() {
        return objects.size();
    }

    @Override
    public @Nullable T get(String key) {
        return objects.get(key);
    }
}
