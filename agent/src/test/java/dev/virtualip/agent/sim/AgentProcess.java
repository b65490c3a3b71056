package dev.virtualip.agent.sim;

/** The operating system's side of an agent. */
final class AgentProcess {
    /** What the host's monotonic clock showed when the simulation began. */
    final long clockOriginNanos;

    boolean running;
    boolean asleep;
    boolean stopping;
    long asleepSince;
    long incarnation;

    AgentProcess(long clockOriginNanos) {
        this.clockOriginNanos = clockOriginNanos;
    }

    void begin() {
        running = true;
        asleep = false;
        stopping = false;
        incarnation++;
    }

    void end() {
        running = false;
        incarnation++;
    }
}
