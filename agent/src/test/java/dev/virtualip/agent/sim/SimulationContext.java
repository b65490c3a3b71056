package dev.virtualip.agent.sim;

import java.util.SplittableRandom;

/**
 * What all virtual hosts of a simulation share.
 *
 * @param schedule the virtual time
 * @param random draws delays inside hosts
 * @param watcher observes everything that hosts do
 * @param latencyNanos the most time that a process waits for a processor once it can run
 */
record SimulationContext(Schedule schedule, SplittableRandom random, Watcher watcher, long latencyNanos) {
    /** How long a process waits for a processor this time. */
    long latency() {
        return latencyNanos == 0 ? 0 : random.nextLong(latencyNanos / 4, latencyNanos);
    }
}
