package dev.virtualip.agent.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counters and current problems of the connection to the API server. Thread-safe. */
public final class ApiHealth {
    private final Map<String, Long> requests = new TreeMap<>();
    private long watchEvents;
    private long supersededEvents;
    private long lastAnswerNanos;
    private boolean wasReached;
    private final Map<String, String> problems = new LinkedHashMap<>();

    /**
     * Counters and problems at one instant.
     *
     * @param problems current problems; empty: none, or nothing was requested yet
     * @param wasReached whether the server has answered since the agent started
     * @param lastAnswerNanos time of its last answer, on the monotonic clock
     * @param requests numbers of requests, by verb and status with a space in between; without an answer {@code error}
     *     or {@code timeout}
     * @param watchEvents events received from watches
     * @param supersededEvents events replaced by a newer one before they were handled
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

    /** The current counters and problems. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(
                List.copyOf(problems.values()), wasReached, lastAnswerNanos, requests, watchEvents, supersededEvents);
    }

    /** Counts a request. */
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

    /** Counts an event of a watch. */
    synchronized void recordWatchEvent(boolean overtaken, long nowNanos) {
        watchEvents++;
        supersededEvents += overtaken ? 1 : 0;
        lastAnswerNanos = nowNanos;
    }

    /** Sets the problem of a path. */
    public synchronized void reportProblem(String path, String problem) {
        problems.put(path, problem);
    }

    /** Clears the problem of a path. */
    public synchronized void clearProblem(String path) {
        problems.remove(path);
    }
}
