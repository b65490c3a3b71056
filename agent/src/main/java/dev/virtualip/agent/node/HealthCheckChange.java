package dev.virtualip.agent.node;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changed verdict of a health check, the same for all virtual routers that share its runs.
 *
 * @param time when it changed
 * @param healthCheck its name
 * @param virtualRouters the virtual routers that have it
 * @param healthy the verdict
 * @param resultsInRow how many equal results in a row led to it
 * @param error why it failed; null: it passed
 */
public record HealthCheckChange(
        Instant time,
        String healthCheck,
        List<String> virtualRouters,
        boolean healthy,
        int resultsInRow,
        @Nullable String error) {

    /** Keeps a copy of the list. */
    public HealthCheckChange {
        virtualRouters = List.copyOf(virtualRouters);
    }
}
