package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.link.LinkFrames;
import dev.virtualip.agent.link.MarkList;
import dev.virtualip.agent.link.NetlinkKernel;
import dev.virtualip.agent.link.StartupSweep;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Runs the turns of the event loop on one thread: reads packets and kernel reports, fires timers, sends. */
public final class LoopCore implements LoopContext, AutoCloseable {
    /** No more timers fire in a turn that has taken this long, so that sockets are read and queued packets are sent. */
    private static final long FIRING_MAX_NANOS = 5_000_000L;

    /** The longest time between two turns. */
    private static final long TURN_MAX_NANOS = 500_000_000L;

    /** Makes the handler of everything that the loop reads. */
    public interface HandlerFactory {
        /** Makes the handler; no port is open yet. */
        LoopHandler create(LoopContext context, Ports ports);
    }

    private final Clock clock;
    private final TimerQueue timers = new TimerQueue();
    private final InterfaceTable interfaces;
    private final RenewalCost cost = new RenewalCost();
    private final Lateness lateness = new Lateness();
    private final NodeListener listener;
    private final long stopGraceNanos;
    private final NetlinkKernel kernel;
    private final LinkFrames frames;
    private final Ports ports;
    private final LoopHandler handler;
    private final KernelReports reports;
    private final PauseDetector pauses;
    private long plannedWaitNanos;
    private boolean changed;
    private boolean stopping;
    private long stopNanos;

    /** Opens what the loop needs, lists interfaces and addresses, and removes what an earlier run left behind. */
    public LoopCore(
            Platform platform, NodeListener listener, long stopGraceNanos, MarkList marks, HandlerFactory handlers)
            throws NativeIoException {
        this.clock = platform.clock();
        this.listener = listener;
        this.stopGraceNanos = stopGraceNanos;
        interfaces = new InterfaceTable(marks::restore);
        kernel = new NetlinkKernel(platform.sockets().openRequests(), marks);
        frames = new LinkFrames(platform.sockets().openFrames());
        ports = new Ports(this, platform);
        handler = handlers.create(this, ports);
        reports = new KernelReports(this, kernel, platform, handler);
        pauses = new PauseDetector(clock.monotonicNanos(), clock.bootNanos(), clock.wallNanos());
        // The monitor is open before everything is listed, so that no change between the two is lost.
        kernel.list(interfaces);
        StartupSweep.marked(interfaces, kernel, listener);
    }

    /** The time for which the loop may sleep. */
    public long waitNanos() {
        long now = clock.monotonicNanos();
        long wait = timers.isEmpty() ? TURN_MAX_NANOS : Math.min(TURN_MAX_NANOS, timers.nextAtNanos() - now);
        plannedWaitNanos = reports.pending() ? 1 : Math.max(1, wait);
        return plannedWaitNanos;
    }

    /** Runs one turn. */
    public void turn() {
        boolean slept = askPauseRule();
        long now = clock.monotonicNanos();
        if (reports.takeReadable() || slept) {
            reports.read();
        }
        reports.take(now);
        ports.read(handler, now, slept);
        fireTimers();
        handler.onTurnEnd(clock.monotonicNanos());
        // This thread can be stopped anywhere: what was queued before a pause is not sent after it.
        if (askPauseRule()) {
            ports.discardQueued();
        }
        ports.flush();
        if (changed) {
            changed = false;
            listener.changed();
        }
    }

    /** Applies the pause rule, before anything is sent, renewed or taken over. True if the process did not run. */
    private boolean askPauseRule() {
        long gap = pauses.gapNanos(clock.monotonicNanos(), clock.bootNanos(), clock.wallNanos());
        long overslept = gap - plannedWaitNanos;
        plannedWaitNanos = 0;
        return handler.onPause(gap, overslept, clock.monotonicNanos());
    }

    private void fireTimers() {
        long now = clock.monotonicNanos();
        if (timers.dueAfterPackets(now)) {
            ports.drain(handler, now);
        }
        Timer due = timers.pollDue(now);
        while (due != null) {
            due.fire(now);
            due = clock.monotonicNanos() - now > FIRING_MAX_NANOS ? null : timers.pollDue(now);
        }
    }

    @Override
    public void readMonitor() {
        reports.read();
    }

    /** Applies the first configuration. The time of the start, mostly class loading, does not count as a pause. */
    public void begin(List<VirtualRouterSpec> specs) {
        apply(specs);
        pauses.gapNanos(clock.monotonicNanos(), clock.bootNanos(), clock.wallNanos());
    }

    public void apply(List<VirtualRouterSpec> specs) {
        if (stopping) {
            return;
        }
        // By the intervals that held until now: with a shorter one every wait would look like a pause.
        if (askPauseRule()) {
            ports.read(handler, clock.monotonicNanos(), true);
        }
        handler.onConfig(specs, clock.monotonicNanos());
    }

    /** Takes the states of the health checks of a virtual router over; the turn that follows acts on them. */
    public void onHealth(String virtualRouter, List<HealthCheckState> states) {
        handler.onHealth(virtualRouter, states);
    }

    public void stop() {
        if (!stopping) {
            stopping = true;
            stopNanos = clock.monotonicNanos();
            handler.onStop(stopNanos);
        }
    }

    /** Whether it was asked to stop and everything is gone, or the stop has taken longer than allowed. */
    public boolean stopped(long patienceNanos) {
        return stopping && (handler.gone() || clock.monotonicNanos() - stopNanos > patienceNanos);
    }

    public NodeSnapshot snapshot() {
        return handler.snapshot();
    }

    @Override
    public TimerQueue timers() {
        return timers;
    }

    @Override
    public long nowNanos() {
        return clock.monotonicNanos();
    }

    @Override
    public long spentNanos() {
        return clock.threadNanos();
    }

    @Override
    public Instant wallTime() {
        return Instant.ofEpochSecond(0, clock.wallNanos()).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public NodeListener listener() {
        return listener;
    }

    @Override
    public void changed() {
        changed = true;
    }

    @Override
    public KernelAddresses kernel() {
        return kernel;
    }

    @Override
    public FrameSender frames() {
        return frames;
    }

    @Override
    public RenewalCost cost() {
        return cost;
    }

    @Override
    public InterfaceTable interfaces() {
        return interfaces;
    }

    @Override
    public Lateness lateness() {
        return lateness;
    }

    @Override
    public long stopGraceNanos() {
        return stopGraceNanos;
    }

    @Override
    public void close() {
        ports.close();
        reports.close();
        frames.close();
        kernel.close();
    }
}
