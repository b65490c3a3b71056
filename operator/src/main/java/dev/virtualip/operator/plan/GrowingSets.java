package dev.virtualip.operator.plan;

import java.util.HashMap;
import java.util.Map;

/** Sets that grow together (union-find). */
final class GrowingSets<T> {
    private final Map<T, T> parents = new HashMap<>();

    /** What stands for the set that something is in. */
    T of(T item) {
        T root = item;
        T parent = parents.putIfAbsent(root, root);
        while (parent != null && !parent.equals(root)) {
            root = parent;
            parent = parents.get(root);
        }
        parents.put(item, root);
        return root;
    }

    /** Makes one set of two. */
    void join(T a, T b) {
        parents.put(of(a), of(b));
    }
}
