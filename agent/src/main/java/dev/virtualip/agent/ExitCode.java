package dev.virtualip.agent;

/** Exit codes of {@code virtualip-agent}. */
final class ExitCode {
    /** Success. */
    static final int DONE = 0;

    /** {@code check} found a problem. */
    static final int CHECK_FAILED = 1;

    /** The agent cannot start: wrong usage, an invalid file, missing capabilities, an address in use. */
    static final int START_FAILED = 2;

    /** The agent ended because of an internal failure. */
    static final int FAILED = 3;

    private ExitCode() {}

    /** Prints why the agent does not start. */
    static int failToStart(String message) {
        System.err.println("virtualip-agent: " + message);
        return START_FAILED;
    }
}
