package dev.virtualip.operator.leader;

import java.time.Duration;

/**
 * How long is how long.
 *
 * @param lease how long a Lease that is not renewed keeps others away
 * @param deadline how long its holder works on without having renewed it; shorter than {@code lease} by more than a
 *     request takes
 * @param renewEvery how often its holder renews it
 * @param retryEvery how soon it tries again when that failed
 * @param watchEvery how often the others look at it
 */
record LeaseTerms(Duration lease, Duration deadline, Duration renewEvery, Duration retryEvery, Duration watchEvery) {
    static final LeaseTerms USUAL = new LeaseTerms(
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));

    /** What is done under it shall stand for a while after its holder has ended: an uninstall needs that. */
    static final LeaseTerms LAST_WORD = new LeaseTerms(
            Duration.ofSeconds(30), USUAL.deadline(), USUAL.renewEvery(), USUAL.retryEvery(), USUAL.watchEvery());
}
