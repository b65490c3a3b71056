package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.sim.lan.Schedule;
import java.util.SplittableRandom;

/**
 * What all virtual hosts of a simulation share.
 *
 * @param schedule the virtual time
 * @param random draws delays inside hosts
 * @param observer observes everything that hosts do
 * @param latencyNanos the most time that a process waits for a processor once it can run
 */
public record SimulationContext(Schedule schedule, SplittableRandom random, HostObserver observer, long latencyNanos) {
    /** How long a process waits for a processor this time. */
    long latency() {
        return latencyNanos == 0 ? 0 : random.nextLong(latencyNanos / 4, latencyNanos);
    }
}
