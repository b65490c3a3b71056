package dev.virtualip.operator.plan.request;

import java.util.HashMap;
import java.util.Map;

/** Disjoint sets that can be united (union-find). */
public final class DisjointSets<T> {
    private final Map<T, T> parents = new HashMap<>();

    /** Returns the representative of the set of an item. */
    public T of(T item) {
        T root = item;
        T parent = parents.putIfAbsent(root, root);
        while (parent != null && !parent.equals(root)) {
            root = parent;
            parent = parents.get(root);
        }
        parents.put(item, root);
        return root;
    }

    /** Unites the sets of two items. */
    public void join(T a, T b) {
        parents.put(of(a), of(b));
    }
}
