package dev.virtualip.testkit.kernel;

import java.lang.foreign.Arena;

/** The signals that a lab sends to processes it started. */
public enum Signal {
    /** SIGHUP: read the configuration again. */
    RELOAD(1),
    /** SIGKILL: die at once. */
    KILL(9),
    /** SIGTERM: stop in order. */
    TERMINATE(15),
    /** SIGCONT: go on after {@link #PAUSE}. */
    RESUME(18),
    /** SIGSTOP: stand still. */
    PAUSE(19);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** Sends this signal to one process; one that is gone already is not an error. */
    public void to(ProcessHandle process) {
        if (!process.isAlive()) {
            // Its number may belong to another process by now.
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int noSuchProcess = 3;
            int result = new SystemCalls(arena).kill(Math.toIntExact(process.pid()), number);
            if (result < 0 && result != -noSuchProcess) {
                throw new LabException("kill -" + number + " " + process.pid() + ": errno " + -result);
            }
        }
    }
}
