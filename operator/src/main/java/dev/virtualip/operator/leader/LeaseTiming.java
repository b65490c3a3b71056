package dev.virtualip.operator.leader;

import java.time.Duration;

/**
 * Timing of the leader election.
 *
 * @param lease the time for which a Lease that is not renewed excludes other candidates
 * @param deadline the time for which its holder keeps working without a renewal; shorter than {@code lease} by more
 *     than the timeout of a request
 * @param renewInterval the interval at which the holder renews the Lease
 * @param retryInterval the delay before a failed renewal is retried
 * @param pollInterval the interval at which the other candidates read the Lease
 */
record LeaseTiming(
        Duration lease, Duration deadline, Duration renewInterval, Duration retryInterval, Duration pollInterval) {
    static final LeaseTiming DEFAULT = new LeaseTiming(
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));

    /** For a withdrawal before an uninstall: other operators stay excluded for a while after the process has ended. */
    static final LeaseTiming WITHDRAWAL = new LeaseTiming(
            Duration.ofSeconds(30),
            DEFAULT.deadline(),
            DEFAULT.renewInterval(),
            DEFAULT.retryInterval(),
            DEFAULT.pollInterval());
}
