package dev.virtualip.testkit.probe;

/**
 * A request that has ended.
 *
 * @param startNanos when it was begun, in the time of {@link System#nanoTime}
 * @param endNanos when it was answered or had failed
 * @param isConnected whether there was a connection: the server's host had accepted it
 * @param page the page that was the answer; empty if it failed
 */
record HttpExchange(long startNanos, long endNanos, boolean isConnected, String page) {
    boolean isAnswered() {
        return !page.isEmpty();
    }
}
