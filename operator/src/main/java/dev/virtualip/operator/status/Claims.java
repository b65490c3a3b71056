package dev.virtualip.operator.status;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which node's Active counts. A claim is a node's statement that it is Active since some time; it counts until another
 * node says that it took over from it. A dead node takes nothing back, so the order in which claims were seen is what
 * tells them apart, and the previous status is where that order is kept: a claim that stands in it was seen before one
 * that does not. Clocks of different nodes are compared only if two claims that were never seen name each other.
 */
final class Claims {
    private static final Comparator<Part> BY_CLOCK =
            Comparator.comparing(Part::since).thenComparing(Part::node);

    private final List<Part> parts;
    private final Memory memory;

    Claims(List<Part> parts, Memory memory) {
        this.parts = parts;
        this.memory = memory;
    }

    /** The nodes whose claim no longer counts. */
    Set<String> stale() {
        Set<String> stale =
                parts.stream().filter(this::superseded).map(Part::node).collect(Collectors.toSet());
        boolean othersLeft = parts.stream().noneMatch(part -> part.claims() && !stale.contains(part.node()));
        if (othersLeft) {
            // Who took over has left again. Whom the others hear now was Active all the time.
            stale.removeIf(this::heard);
        }
        return stale;
    }

    private boolean heard(String node) {
        return parts.stream().anyMatch(part -> part.node().equals(node) && Sight.followers(part, parts) > 0);
    }

    private boolean superseded(Part part) {
        return part.claims()
                && (memory.knowsAsStale(part) || parts.stream().anyMatch(other -> supersedes(other, part)));
    }

    /** A takeover that was seen before has had its effect, and says nothing of what was claimed since. */
    private boolean supersedes(Part other, Part part) {
        if (other.node().equals(part.node()) || !other.tookOverFrom(part) || memory.knows(other)) {
            return false;
        }
        return memory.knows(part) || !part.tookOverFrom(other) || BY_CLOCK.compare(other, part) > 0;
    }

    /** The node that answers; null: none is known to. */
    @Nullable
    Part active(Set<String> stale) {
        return parts.stream()
                .filter(part -> part.claims() && !stale.contains(part.node()))
                .max(Comparator.comparing(Part::live)
                        .thenComparing(part -> !memory.knows(part))
                        .thenComparing(memory::wasActive)
                        .thenComparingLong(part -> Sight.followers(part, parts))
                        .thenComparing(BY_CLOCK))
                .or(this::releasing)
                .orElse(null);
    }

    /** Who has left goes on answering until its successor is heard. */
    private Optional<Part> releasing() {
        return parts.stream()
                .filter(part -> part.is(Part.RELEASING))
                .max(Comparator.comparing(memory::wasActive).thenComparing(BY_CLOCK));
    }
}
