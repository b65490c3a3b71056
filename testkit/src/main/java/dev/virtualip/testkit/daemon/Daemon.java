package dev.virtualip.testkit.daemon;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.Wait;
import java.net.InetAddress;
import java.time.Duration;

/** A VRRP program that runs on a host of a lab. */
public sealed interface Daemon extends AutoCloseable permits AgentProcess, KeepalivedProcess {
    /** The longest that an orderly stop may take. */
    Duration STOP_WITHIN = Duration.ofSeconds(15);

    /** The host it runs on. */
    LabHost host();

    /** Its processes. Not public: what a test may do to them is below. */
    ProcessTree processes();

    /** When it was started, in the time of {@link System#nanoTime}: just before the exec. */
    default long startedNanos() {
        return processes().startedNanos();
    }

    /** Whether it runs. */
    default boolean isAlive() {
        return processes().isAlive();
    }

    /** Its output so far. */
    default String log() {
        return processes().log();
    }

    /** Stops it in order (SIGTERM), waits for its end and returns the exit code. */
    default int stop() {
        terminate();
        return processes().await(STOP_WITHIN);
    }

    /** Sends SIGTERM and does not wait. */
    default void terminate() {
        processes().signal(Signal.TERMINATE);
    }

    /**
     * Kills it (SIGKILL), with all its processes: it can do nothing more. They are stopped first, because keepalived's
     * child gets SIGTERM when its parent ends, and would send priority 0 before it is killed.
     */
    default void kill() {
        processes().signalAll(Signal.PAUSE);
        processes().signalAll(Signal.KILL);
    }

    /** Lets all its processes stand still (SIGSTOP). */
    default void pause() {
        processes().signalAll(Signal.PAUSE);
    }

    /** Ends {@link #pause}. */
    default void resume() {
        processes().signalAll(Signal.RESUME);
    }

    /** Sends SIGHUP, so that it reads its configuration again. */
    default void reload() {
        processes().signal(Signal.RELOAD);
    }

    /** The memory that is resident for it, all its processes together, in bytes. */
    default long residentBytes() {
        return processes().residentBytes();
    }

    /** The processor time that it has used, all its processes together. */
    default Duration processorTime() {
        return processes().processorTime();
    }

    /** Waits until this host has the address; throws, with what the program printed, when it does not in time. */
    default void awaitHolding(InetAddress address, Duration bound) {
        try {
            Wait.until(host() + " holds " + address.getHostAddress(), bound, () -> host().holds(address));
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "; the program said:\n" + log(), e);
        }
    }

    @Override
    default void close() {
        kill();
        processes().await(STOP_WITHIN);
    }
}
