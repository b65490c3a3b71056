package dev.virtualip.agent.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of one health check of a virtual router.
 *
 * @param name as in its specification
 * @param healthy whether it passes; null: there is no verdict yet
 * @param since when it came into this state
 * @param lastError why it failed last; null: it has not failed since it began to pass
 */
public record HealthCheckState(
        String name,
        @Nullable Boolean healthy,
        Instant since,
        @Nullable String lastError) {}
