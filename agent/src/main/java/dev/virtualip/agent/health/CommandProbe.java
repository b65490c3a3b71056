package dev.virtualip.agent.health;

import dev.virtualip.agent.linux.HealthCheckCalls;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.crds.format.Durations;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Check by a command: it exits with 0 within its time. Whatever it started in its process group is killed when it ends
 * and when its time is over. The thread never waits for output, so that no process can hold it.
 */
final class CommandProbe implements ThreadedProbe.Blocking {
    private static final long MAX_PAUSE_MILLIS = 20;
    private static final int SIGNALLED = 128;

    private final HealthCheckTarget.Command target;
    private final long timeoutNanos;
    private final Semaphore places;
    private volatile boolean started;

    /** A probe that takes one of the places while its command runs. */
    CommandProbe(HealthCheckTarget.Command target, long timeoutNanos, Semaphore places) {
        this.target = target;
        this.timeoutNanos = timeoutNanos;
        this.places = places;
    }

    /** Whether it has begun: until then it waits for commands of other checks to end. */
    boolean isStarted() {
        return started;
    }

    @Override
    public CheckResult run() {
        try {
            places.acquire();
        } catch (InterruptedException _) {
            return CheckResult.UNDECIDED;
        }
        try {
            started = true;
            return execute(CommandSetup.of(target));
        } catch (CommandSetup.ImpossibleException e) {
            return new CheckResult.Failed(e.getMessage());
        } finally {
            places.release();
        }
    }

    @Override
    public String activity() {
        return "running " + program();
    }

    private CheckResult execute(CommandSetup setup) {
        Process process;
        try {
            process = setup.process().start();
        } catch (IOException e) {
            return new CheckResult.Failed(program() + " cannot be started: " + e.getMessage());
        }
        try {
            return await(process, System.nanoTime() + timeoutNanos);
        } catch (InterruptedException _) {
            return CheckResult.UNDECIDED;
        } finally {
            kill(process);
        }
    }

    private CheckResult await(Process process, long endNanos) throws InterruptedException {
        CommandOutput output = new CommandOutput(process.getInputStream());
        long pauseMillis = 1;
        while (!process.waitFor(pauseMillis, TimeUnit.MILLISECONDS)) {
            output.readAvailable();
            if (System.nanoTime() - endNanos >= 0) {
                return failed("did not end within " + Durations.format(timeoutNanos) + " and was killed", output);
            }
            pauseMillis = Math.min(MAX_PAUSE_MILLIS, 2 * pauseMillis);
        }
        HealthCheckCalls.killGroup(process.pid());
        output.readAvailable();
        int code = process.exitValue();
        if (code == 0) {
            return CheckResult.PASSED;
        }
        // setsid waits for nothing, so a code above 128 is the JDK's form of a signal, or the program's own choice.
        return failed(code > SIGNALLED ? "ended by signal " + (code - SIGNALLED) : "exited with " + code, output);
    }

    private CheckResult failed(String cause, CommandOutput output) {
        String line = output.lastLine();
        return new CheckResult.Failed(program() + " " + cause + (line.isEmpty() ? "" : ": " + line));
    }

    private String program() {
        return target.argv().getFirst();
    }

    /** The group exists once {@code setsid} has run; until then there is only the process. */
    private static void kill(Process process) {
        HealthCheckCalls.killGroup(process.pid());
        process.destroyForcibly();
        try {
            process.getInputStream().close();
        } catch (IOException _) {
            // Nothing was going to be read.
        }
    }
}
