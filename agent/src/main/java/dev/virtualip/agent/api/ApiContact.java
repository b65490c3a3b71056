package dev.virtualip.agent.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How things stand with the API server: counted by those who talk to it, asked by those who report. For any thread. */
public final class ApiContact {
    private final Map<String, Long> requests = new TreeMap<>();
    private long watchEvents;
    private long skippedEvents;
    private long lastNanos;
    private boolean reachedOnce;
    private final Map<String, String> problems = new LinkedHashMap<>();

    /**
     * How things stand.
     *
     * @param problems what is in the way; none: all is well, or nothing was asked yet
     * @param reachedOnce whether the server has answered since the start
     * @param lastNanos when it answered last, on the monotonic clock
     * @param requests how many requests, by verb and status with a space in between; without an answer {@code error} or
     *     {@code timeout}
     * @param watchEvents events that watches brought
     * @param skippedEvents those of them that a newer one overtook before they were looked at
     */
    public record Standing(
            List<String> problems,
            boolean reachedOnce,
            long lastNanos,
            Map<String, Long> requests,
            long watchEvents,
            long skippedEvents) {

        /** Keeps copies of the collections. */
        public Standing {
            problems = List.copyOf(problems);
            requests = Map.copyOf(requests);
        }
    }

    /** How things stand now. */
    public synchronized Standing standing() {
        return new Standing(
                List.copyOf(problems.values()), reachedOnce, lastNanos, requests, watchEvents, skippedEvents);
    }

    /** A request was answered, or not. */
    synchronized void requested(String verb, int status, long nowNanos) {
        String code = switch (status) {
            case ApiException.SILENT -> "error";
            case ApiException.SLOW -> "timeout";
            default -> Integer.toString(status);
        };
        requests.merge(verb + " " + code, 1L, Long::sum);
        if (status > ApiException.SILENT) {
            reachedOnce = true;
            lastNanos = nowNanos;
        }
    }

    /** A watch brought something. */
    synchronized void heard(boolean overtaken, long nowNanos) {
        watchEvents++;
        skippedEvents += overtaken ? 1 : 0;
        lastNanos = nowNanos;
    }

    /** Something is in the way of one who asks for this path. */
    public synchronized void failed(String path, String problem) {
        problems.put(path, problem);
    }

    /** Nothing is in the way of this one, or it asks no more. */
    public synchronized void fine(String path) {
        problems.remove(path);
    }
}
