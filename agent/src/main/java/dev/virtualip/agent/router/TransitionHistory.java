package dev.virtualip.agent.router;

import dev.virtualip.agent.vrrp.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last transition of a virtual router.
 *
 * @param since when it came into its state
 * @param reason why; null before its first transition
 * @param transitions how often its state changed
 */
record TransitionHistory(Instant since, @Nullable Reason reason, long transitions) {

    /** With one more transition. */
    TransitionHistory changed(Reason newReason, Instant now) {
        return new TransitionHistory(now, newReason, transitions + 1);
    }
}
