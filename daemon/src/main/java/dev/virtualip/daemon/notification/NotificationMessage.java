package dev.virtualip.daemon.notification;

import java.util.List;

/**
 * Message to a destination: one event, or several as a summary.
 *
 * @param id unique, and the same in each attempt, so that receivers recognize a repetition
 * @param source the program and the host that send it
 * @param events the events in order, at least one
 * @param omitted how many more events there were
 */
record NotificationMessage(String id, Source source, List<NotificationEvent> events, int omitted) {

    /** Keeps a copy of the list. */
    NotificationMessage {
        events = List.copyOf(events);
    }

    /**
     * Sender of notifications.
     *
     * @param program the name of the program
     * @param host the node or Pod that it runs on
     */
    record Source(String program, String host) {}

    /** Whether this is about several events. */
    boolean isSummary() {
        return events.size() > 1 || omitted > 0;
    }
}
