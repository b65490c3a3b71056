package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.Clocks;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/** One turn of the event loop after the other, on one thread: what is read, what is due, what is sent. */
final class LoopCore implements LoopContext, AutoCloseable {
    /** No more timers fire in a turn that has taken this long: sockets have to be read, and what is queued to leave. */
    private static final long FIRING_MAX_NANOS = 5_000_000L;

    /** The loop looks around at least this often. */
    private static final long TURN_MAX_NANOS = 500_000_000L;

    private final Clocks clocks = new Clocks();
    private final TimerQueue timers = new TimerQueue();
    private final InterfaceTable interfaces;
    private final RenewalCost cost = new RenewalCost();
    private final Lateness lateness = new Lateness();
    private final HeardRouters heard = new HeardRouters(timers, this::changed);
    private final RefusalCounters refusals = new RefusalCounters();
    private final NodeListener listener;
    private final long stopGraceNanos;
    private final NetlinkKernel kernel;
    private final LinkFrames frames;
    private final Ports ports;
    private final RouterRegistry registry;
    private final KernelReports reports;
    private final PauseGuard pauses;
    private long plannedWaitNanos;
    private boolean changed;
    private boolean stopping;
    private long stopNanos;

    LoopCore(Ports.Poller poller, NodeListener listener, long stopGraceNanos, MarkList marks) throws NativeIoException {
        this.listener = listener;
        this.stopGraceNanos = stopGraceNanos;
        interfaces = new InterfaceTable(marks::restore);
        kernel = new NetlinkKernel(marks);
        frames = new LinkFrames();
        AdvertisementReceiver advertisements = new AdvertisementReceiver(new Strangers(heard, refusals));
        ports = new Ports(this, poller, advertisements, new ClaimReceiver(this::claimed));
        registry = new RouterRegistry(this, ports);
        reports = new KernelReports(this, kernel, poller, registry);
        pauses = new PauseGuard(clocks.monotonicNanos(), clocks.bootNanos(), clocks.wallNanos());
        // The monitor hears first and the list is made second, so that nothing falls in between.
        kernel.list(interfaces);
        Sweep.marked(interfaces, kernel, listener);
    }

    /** How long the loop may sleep. */
    long waitNanos() {
        long now = clocks.monotonicNanos();
        long wait = timers.isEmpty() ? TURN_MAX_NANOS : Math.min(TURN_MAX_NANOS, timers.nextAtNanos() - now);
        plannedWaitNanos = reports.pending() ? 1 : Math.max(1, wait);
        return plannedWaitNanos;
    }

    /** One turn. */
    void turn() {
        boolean slept = askPauseRule();
        long now = clocks.monotonicNanos();
        if (reports.takeReadable() || slept) {
            reports.read();
        }
        reports.take(now);
        ports.read(now, slept);
        fireTimers();
        // This thread can be stopped anywhere: what was queued before a sleep is not sent after it.
        if (askPauseRule()) {
            ports.discardQueued();
        }
        ports.flush();
        registry.sweepLeft(clocks.monotonicNanos());
        if (changed) {
            changed = false;
            listener.changed();
        }
    }

    /** The pause rule, before anything is sent, renewed or taken over. True if the process slept. */
    private boolean askPauseRule() {
        long gap = pauses.gapNanos(clocks.monotonicNanos(), clocks.bootNanos(), clocks.wallNanos());
        long overslept = gap - plannedWaitNanos;
        plannedWaitNanos = 0;
        return registry.slept(gap, overslept, clocks.monotonicNanos());
    }

    private void fireTimers() {
        long now = clocks.monotonicNanos();
        Timer due = timers.pollDue(now);
        while (due != null) {
            due.fire(now);
            due = clocks.monotonicNanos() - now > FIRING_MAX_NANOS ? null : timers.pollDue(now);
        }
    }

    @Override
    public void readMonitor() {
        reports.read();
    }

    private void claimed(InterfacePort port, InetAddress address, MacAddress claimant) {
        if (interfaces.byIndex(port.interfaceIndex()) != null && !interfaces.isOurs(claimant)) {
            registry.claimed(port, address, claimant, clocks.monotonicNanos());
        }
    }

    /** The first configuration. What starting takes, class loading above all, is no sleep. */
    void begin(List<VirtualRouterSpec> specs) {
        apply(specs);
        pauses.gapNanos(clocks.monotonicNanos(), clocks.bootNanos(), clocks.wallNanos());
    }

    void apply(List<VirtualRouterSpec> specs) {
        if (stopping) {
            return;
        }
        // By the intervals that held until now: a shorter one would make a sleep of every wait.
        if (askPauseRule()) {
            ports.read(clocks.monotonicNanos(), true);
        }
        registry.apply(specs, clocks.monotonicNanos());
    }

    void stop() {
        if (!stopping) {
            stopping = true;
            stopNanos = clocks.monotonicNanos();
            registry.stop(stopNanos);
        }
    }

    /** Whether it was asked to stop and everything is gone, or that has taken longer than it may. */
    boolean stopped(long patienceNanos) {
        return stopping && (registry.gone() || clocks.monotonicNanos() - stopNanos > patienceNanos);
    }

    NodeSnapshot snapshot() {
        return new Snapshots(this).node(registry, heard, refusals, ports.overflows());
    }

    @Override
    public TimerQueue timers() {
        return timers;
    }

    @Override
    public long nowNanos() {
        return clocks.monotonicNanos();
    }

    @Override
    public long spentNanos() {
        return clocks.threadNanos();
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
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
