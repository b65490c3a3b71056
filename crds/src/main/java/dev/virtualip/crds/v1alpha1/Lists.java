package dev.virtualip.crds.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of documents: Jackson and the file reader hand over null for a list that the document leaves out. */
final class Lists {
    private Lists() {}

    /** An unmodifiable copy; empty for null. */
    static <T> List<T> copyOrEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
