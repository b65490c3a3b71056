package dev.virtualip.daemon.notification;

import java.time.Duration;

/**
 * Timing and bounds of a destination.
 *
 * @param capacity how many events wait at most; the oldest ones are dropped
 * @param gather how long the first of several events waits for the others
 * @param burst how many messages leave one by one within a window; more events become one summary
 * @param window the length of that window
 * @param firstRetry the pause before the first retry; each further one is twice as long
 * @param maxRetry the longest pause
 * @param maxAge how old a message is when it is given up
 * @param reminder how often a failure that lasts is logged again
 */
record Pace(
        int capacity,
        Duration gather,
        int burst,
        Duration window,
        Duration firstRetry,
        Duration maxRetry,
        Duration maxAge,
        Duration reminder) {

    static final Pace DEFAULT = new Pace(
            1000,
            Duration.ofSeconds(1),
            5,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            Duration.ofHours(1));
}
