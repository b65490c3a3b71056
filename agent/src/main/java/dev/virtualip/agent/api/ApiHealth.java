package dev.virtualip.agent.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How things stand with the API server: counted by those who talk to it, asked by those who report. For any thread. */
public final class ApiHealth {
    private final Map<String, Long> requests = new TreeMap<>();
    private long watchEvents;
    private long supersededEvents;
    private long lastAnswerNanos;
    private boolean wasReached;
    private final Map<String, String> problems = new LinkedHashMap<>();

    /**
     * How things stand.
     *
     * @param problems what is in the way; none: all is well, or nothing was asked yet
     * @param wasReached whether the server has answered since the start
     * @param lastAnswerNanos when it answered last, on the monotonic clock
     * @param requests how many requests, by verb and status with a space in between; without an answer {@code error} or
     *     {@code timeout}
     * @param watchEvents events that watches brought
     * @param supersededEvents those of them that a newer one overtook before they were looked at
     */
    public record Snapshot(
            List<String> problems,
            boolean wasReached,
            long lastAnswerNanos,
            Map<String, Long> requests,
            long watchEvents,
            long supersededEvents) {

        /** Keeps copies of the collections. */
        public Snapshot {
            problems = List.copyOf(problems);
            requests = Map.copyOf(requests);
        }
    }

    /** How things stand now. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(
                List.copyOf(problems.values()), wasReached, lastAnswerNanos, requests, watchEvents, supersededEvents);
    }

    /** A request was answered, or not. */
    synchronized void recordRequest(String verb, int status, long nowNanos) {
        String code = switch (status) {
            case ApiException.NO_ANSWER -> "error";
            case ApiException.TIMED_OUT -> "timeout";
            default -> Integer.toString(status);
        };
        requests.merge(verb + " " + code, 1L, Long::sum);
        if (status > ApiException.NO_ANSWER) {
            wasReached = true;
            lastAnswerNanos = nowNanos;
        }
    }

    /** A watch brought something. */
    synchronized void recordWatchEvent(boolean overtaken, long nowNanos) {
        watchEvents++;
        supersededEvents += overtaken ? 1 : 0;
        lastAnswerNanos = nowNanos;
    }

    /** Something is in the way of one who asks for this path. */
    public synchronized void reportProblem(String path, String problem) {
        problems.put(path, problem);
    }

    /** Nothing is in the way of this one, or it asks no more. */
    public synchronized void clearProblem(String path) {
        problems.remove(path);
    }
}
