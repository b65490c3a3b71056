package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.HealthCheckState;
import java.util.List;

/** Receives the verdicts of health checks, on the thread of {@link HealthCheckRunner}: must return at once. */
public interface HealthListener {

    /**
     * The state of at least one health check of a virtual router changed.
     *
     * @param virtualRouter its name
     * @param states the states of all its health checks, in the order of its configuration
     */
    void statesChanged(String virtualRouter, List<HealthCheckState> states);

    /** A verdict changed, for the log and the journal. */
    void verdictChanged(HealthCheckChange change);
}
