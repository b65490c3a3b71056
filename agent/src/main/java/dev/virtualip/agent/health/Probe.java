package dev.virtualip.agent.health;

import java.util.function.Consumer;

/** One run of a health check. Used once, and started and stopped on the thread of the checks. */
interface Probe {

    /**
     * Begins the run; never waits.
     *
     * @param ended receives the result, exactly once, on any thread
     */
    void start(Consumer<CheckResult> ended);

    /** Ends the run soon, whatever it waits for. Its result says nothing then. */
    void stop();

    /** What it is doing, as the end of a sentence: "connecting to 127.0.0.1:80". Called on any thread. */
    String activity();
}
