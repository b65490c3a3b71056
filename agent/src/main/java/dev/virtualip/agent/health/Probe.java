package dev.virtualip.agent.health;

/** One run of a health check. Used once, on a thread of its own. */
interface Probe {

    /** Runs the check. Ends soon after its thread is interrupted. */
    CheckResult run();

    /** What it is doing, as the end of a sentence: "connecting to 127.0.0.1:80". Called on any thread. */
    String activity();
}
