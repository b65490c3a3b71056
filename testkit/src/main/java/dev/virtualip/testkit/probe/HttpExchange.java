package dev.virtualip.testkit.probe;

/**
 * A request that has ended.
 *
 * @param startNanos when it was begun, in the time of {@link System#nanoTime}
 * @param endNanos when it was answered or had failed
 * @param page the page that was the answer; empty if it failed
 */
record HttpExchange(long startNanos, long endNanos, String page) {
    boolean isAnswered() {
        return !page.isEmpty();
    }
}
