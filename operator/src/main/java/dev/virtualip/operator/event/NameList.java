package dev.virtualip.operator.event;

import java.util.Collection;

/** The names in a message, of bounded number. They stand last: an Event is cut at 1 KiB, and the remedy must stay. */
final class NameList {
    /** The most names in a message; statuses show all. */
    private static final int MAX_NAMED = 20;

    private NameList() {}

    /** Returns the first names, and the number of the others. */
    static String text(Collection<String> names) {
        int more = names.size() - MAX_NAMED;
        return String.join(", ", names.stream().limit(MAX_NAMED).toList())
                + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
