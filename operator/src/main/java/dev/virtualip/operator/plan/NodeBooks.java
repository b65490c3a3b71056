package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualRouter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each node shall run, put together out of the pieces of a plan. */
final class NodeBooks {
    private final Map<String, Book> books = new HashMap<>();
    private final Set<String> touched = new HashSet<>();

    /** What is as it shall be, and what goes on as it is, each by name. */
    private record Book(SortedMap<String, VirtualRouter> planned, SortedMap<String, VirtualRouter> verbatims) {}

    void remove(Piece piece) {
        piece.entries()
                .forEach(entry ->
                        book(entry.node()).planned().remove(entry.router().name()));
        piece.verbatims()
                .forEach(entry ->
                        book(entry.node()).verbatims().remove(entry.router().name()));
    }

    void add(Piece piece) {
        piece.entries()
                .forEach(entry -> book(entry.node())
                        .planned()
                        .put(Objects.requireNonNull(entry.router().name()), entry.router()));
        piece.verbatims()
                .forEach(entry -> book(entry.node())
                        .verbatims()
                        .put(Objects.requireNonNull(entry.router().name()), entry.router()));
    }

    private Book book(String node) {
        touched.add(node);
        return books.computeIfAbsent(node, ignored -> new Book(new TreeMap<>(), new TreeMap<>()));
    }

    /** The nodes that were touched since this was asked last. */
    Set<String> takeTouched() {
        Set<String> taken = Set.copyOf(touched);
        touched.clear();
        return taken;
    }

    /** A node's virtual routers, by name. */
    SortedMap<String, VirtualRouter> of(String node) {
        Book book = books.get(node);
        if (book == null) {
            return new TreeMap<>();
        }
        SortedMap<String, VirtualRouter> routers = new TreeMap<>(book.planned());
        if (!book.verbatims().isEmpty()) {
            new GroupGuard(book.planned().values())
                    .admit(List.copyOf(book.verbatims().values()), routers);
        }
        return routers;
    }

    /** A node is gone. */
    void forget(String node) {
        books.remove(node);
    }
}
