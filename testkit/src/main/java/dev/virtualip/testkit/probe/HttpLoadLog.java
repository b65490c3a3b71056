package dev.virtualip.testkit.probe;

import java.util.HashMap;
import java.util.Map;

/**
 * Results of requests of one kind.
 *
 * @param sent how many were sent
 * @param answered how many were answered with 200 in time
 * @param unconnected how many got no connection: refused, or not accepted in time
 * @param pages how often each page was the answer, by its text
 * @param longestGapNanos the longest time without an answer, from one answer to the next; until the end for the last
 */
public record HttpLoadLog(int sent, int answered, int unconnected, Map<String, Integer> pages, long longestGapNanos) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Keeps a copy of the map. */
    public HttpLoadLog {
        pages = Map.copyOf(pages);
    }

    /** How many were refused, broken off, or not answered in time. */
    public int failed() {
        return sent - answered;
    }

    /** How many failed over a connection that was there: it was cut, as every one is when the address moves. */
    public int cut() {
        return failed() - unconnected;
    }

    /** The longest time without an answer, in milliseconds. */
    public double longestGapMillis() {
        return longestGapNanos / NANOS_PER_MILLI;
    }

    /** Puts a log together, request by request in the order of their ends. */
    static final class Builder {
        private final Map<String, Integer> pages = new HashMap<>();
        private int sent;
        private int answered;
        private int unconnected;
        private long longestGap;
        private long lastAnswer;

        /** Counts gaps from this time on. */
        Builder(long startNanos) {
            lastAnswer = startNanos;
        }

        void add(HttpExchange exchange) {
            sent++;
            if (exchange.isAnswered()) {
                answered++;
                pages.merge(exchange.page(), 1, Integer::sum);
                longestGap = Math.max(longestGap, exchange.endNanos() - lastAnswer);
                lastAnswer = exchange.endNanos();
            }
            if (!exchange.isConnected()) {
                unconnected++;
            }
        }

        HttpLoadLog build(long endNanos) {
            return new HttpLoadLog(sent, answered, unconnected, pages, Math.max(longestGap, endNanos - lastAnswer));
        }
    }
}
