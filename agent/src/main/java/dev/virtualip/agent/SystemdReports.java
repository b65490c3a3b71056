package dev.virtualip.agent;

import dev.virtualip.agent.node.NodeSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports to systemd, where it started this agent: ready, the state in a line, reloading, stopping, and the pings of
 * its watchdog. Each ping leaves from the event loop's own turn, so that a loop that is stuck sends none.
 */
final class SystemdReports {
    /** The time between two lines at least: states may change faster. */
    private static final long PERIOD_MILLIS = 1_000;

    /** So many pings fit into the watchdog's time, so that one may be late. */
    private static final int PINGS = 3;

    /** The order of the states in the line. */
    private static final List<String> STATES = List.of("Active", "Releasing", "Backup", "Initialize");

    private static final String PING = "WATCHDOG=1";

    private static final int MICROS_PER_MILLI = 1_000;

    private final @Nullable NotifySocket socket;
    private final long watchdogMillis;
    private volatile boolean changed;
    private volatile boolean stopping;

    /**
     * Opens the socket that the environment names, if any.
     *
     * @param environment the variables of this process
     * @param pid its number
     */
    SystemdReports(Map<String, String> environment, long pid) {
        socket = NotifySocket.open(environment.get("NOTIFY_SOCKET"));
        watchdogMillis = socket == null ? 0 : watchdogMillis(environment, pid);
    }

    /**
     * Event loop as far as it matters here. Both answers come on its own thread.
     *
     * @param snapshot gives the state of the node
     * @param turned is complete in its next turn
     */
    record EventLoop(Supplier<CompletableFuture<NodeSnapshot>> snapshot, Supplier<CompletableFuture<Boolean>> turned) {}

    /** Reports that the sockets are open, and begins to report changes and pings. */
    void ready(EventLoop loop) {
        if (socket == null) {
            return;
        }
        changed = true;
        socket.send("READY=1\nSTATUS=Started.");
        Thread.ofPlatform().daemon().name("systemd").start(() -> run(loop, socket));
    }

    /** Notes that the state of the node has changed. Called on the event loop. */
    void changed() {
        changed = true;
    }

    /** Reports that the configuration is being read again; {@link #reloaded} has to follow. */
    void reloading() {
        if (socket != null) {
            socket.send("RELOADING=1\nMONOTONIC_USEC=%d\nSTATUS=Reading the configuration again."
                    .formatted(TimeUnit.NANOSECONDS.toMicros(System.nanoTime())));
        }
    }

    /** Reports the end of what {@link #reloading} began, whether or not the configuration was valid. */
    void reloaded() {
        if (socket != null) {
            changed = true;
            socket.send("READY=1");
        }
    }

    /** Reports that this process is about to end in order. */
    void stopping() {
        if (socket != null) {
            stopping = true;
            socket.send("STOPPING=1\nSTATUS=Handing over and removing the addresses.");
        }
    }

    /** The state in a line: {@code 3 virtual routers: 1 Active, 2 Backup.} */
    static String line(NodeSnapshot node) {
        List<String> labels = node.virtualRouters().stream()
                .map(router -> router.state().label())
                .toList();
        if (labels.isEmpty()) {
            return "No virtual router is configured.";
        }
        List<String> parts = STATES.stream()
                .filter(labels::contains)
                .map(state -> labels.stream().filter(state::equals).count() + " " + state)
                .toList();
        String routers = labels.size() == 1 ? "1 virtual router: " : labels.size() + " virtual routers: ";
        return routers + String.join(", ", parts) + ".";
    }

    /** The watchdog's time; 0 if there is none, it is meant for another process, or it is no number. */
    static long watchdogMillis(Map<String, String> environment, long pid) {
        String meant = environment.get("WATCHDOG_PID");
        if (meant != null && !meant.equals(Long.toString(pid))) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0")) / MICROS_PER_MILLI);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void run(EventLoop loop, NotifySocket open) {
        long period =
                watchdogMillis == 0 ? PERIOD_MILLIS : Math.max(1, Math.min(PERIOD_MILLIS, watchdogMillis / PINGS));
        try (open) {
            while (true) {
                report(loop, open).join();
                Thread.sleep(period);
            }
        } catch (CompletionException e) {
            // The loop has ended: nothing is left to report.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the loop; its answer is the ping. */
    private CompletableFuture<?> report(EventLoop loop, NotifySocket open) {
        if (changed && !stopping) {
            changed = false;
            return loop.snapshot()
                    .get()
                    .thenAccept(node -> open.send(stopping ? PING : PING + "\nSTATUS=" + line(node)));
        }
        return watchdogMillis == 0
                ? CompletableFuture.completedFuture(null)
                : loop.turned().get().thenRun(() -> open.send(PING));
    }
}
