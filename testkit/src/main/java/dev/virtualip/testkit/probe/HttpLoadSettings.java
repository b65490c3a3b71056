package dev.virtualip.testkit.probe;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Target and pace of HTTP clients.
 *
 * @param server the server that is asked
 * @param period the time from one request over a new connection to the next, and from one over a kept one to the next
 * @param kept the number of kept connections, which are used in turn
 * @param patience an answer that takes longer counts as none
 * @param atMost after so many requests of each kind it stops by itself
 */
public record HttpLoadSettings(InetSocketAddress server, Duration period, int kept, Duration patience, int atMost) {
    private static final int PERIOD_MILLIS = 5;
    private static final int KEPT = 4;
    private static final int FIVE_MINUTES = 300_000;

    /**
     * Two hundred requests a second of each kind. Its clients are as patient as the kernel is with a SYN that was lost,
     * but no more: they notice each one.
     */
    public static HttpLoadSettings of(InetSocketAddress server) {
        return new HttpLoadSettings(
                server, Duration.ofMillis(PERIOD_MILLIS), KEPT, Duration.ofSeconds(1), FIVE_MINUTES / PERIOD_MILLIS);
    }
}
