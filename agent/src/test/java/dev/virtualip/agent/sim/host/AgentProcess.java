package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.link.MarkList;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.loop.LoopCore;
import dev.virtualip.agent.loop.LoopHandler;
import dev.virtualip.agent.loop.Platform;
import dev.virtualip.agent.loop.SocketFactory;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.router.RouterRegistry;
import dev.virtualip.agent.vrrp.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run of the shipped event loop on a virtual host: turns when a timer is due or something can be read. */
public final class AgentProcess implements NodeListener {
    private static final long STOP_GRACE = 1_000_000_000L;
    private static final long STOP_MARGIN = 1_000_000_000L;

    private final VirtualHost host;
    private final SimulationContext context;
    private final UnaryOperator<SocketFactory> decorator;
    private final LoopCore.HandlerFactory handlers;
    private final List<Consumer<LoopCore>> tasks = new ArrayList<>();
    private @Nullable LoopCore core;
    private long turnAtNanos = Long.MAX_VALUE;
    private long planned;
    private boolean turning;
    private boolean asleep;
    private boolean stalled;
    private long sleptAtNanos;
    private int callsToStall;
    private long stallUntilNanos;
    private int callsToKill;

    /** Ends a process at a system call. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        private Killed() {
            super("killed", null, false, false);
        }
    }

    AgentProcess(
            VirtualHost host,
            SimulationContext context,
            UnaryOperator<SocketFactory> decorator,
            UnaryOperator<LoopHandler> tampering) {
        this.handlers = (loop, ports) -> tampering.apply(new RouterRegistry(loop, ports));
        this.host = host;
        this.context = context;
        this.decorator = decorator;
    }

    void start(List<VirtualRouterSpec> specs) {
        VirtualSockets sockets = host.kernel.sockets;
        sockets.begin(this::readable, this::systemCall);
        host.clock.read = this::systemCall;
        Platform platform = new Platform(host.clock, decorator.apply(sockets), sockets);
        try {
            LoopCore made = new LoopCore(platform, this, STOP_GRACE, MarkList.none(this), handlers);
            core = made;
            made.begin(specs);
        } catch (NativeIoException e) {
            throw new AssertionError(e);
        }
        planTurn();
    }

    boolean awake() {
        return !asleep;
    }

    /** Whether it makes no turns now and can be put to sleep or ended. */
    boolean idle() {
        return !asleep && !turning;
    }

    // ---- orders

    void apply(List<VirtualRouterSpec> specs) {
        order(loop -> {
            context.observer().configured(host, specs);
            loop.apply(specs);
        });
    }

    void health(String virtualRouter, List<HealthCheckState> states, Runnable received) {
        order(loop -> {
            received.run();
            loop.onHealth(virtualRouter, states);
        });
    }

    void stop() {
        order(LoopCore::stop);
    }

    private void order(Consumer<LoopCore> task) {
        tasks.add(task);
        readable();
    }

    /** The process gets no processor from now on. */
    void sleep() {
        asleep = true;
        sleptAtNanos = context.schedule().now();
        context.observer().slept(host);
    }

    /** Runs again; its clocks show this much of the time that it slept. */
    void wake(long shownNanos) {
        asleep = false;
        context.observer().awoke(host, context.schedule().now() - sleptAtNanos, shownNanos);
        turnAtNanos = Long.MAX_VALUE;
        turnAt(context.schedule().now() + context.latency());
    }

    long sleptAtNanos() {
        return sleptAtNanos;
    }

    public boolean stalled() {
        return stalled;
    }

    /** Stops until an instant in the middle of its work: at the system call of this number from now on; 0: does not. */
    public void stallAt(int calls, long untilNanos) {
        callsToStall = calls;
        stallUntilNanos = untilNanos;
    }

    /** Is killed in the middle of its work: at the system call of this number from now on; 0: is not. */
    public void killAt(int calls) {
        callsToKill = calls;
    }

    /** The process is gone; nothing more of it happens. */
    void end() {
        planned++;
        core = null;
        host.kernel.sockets.closeAll();
        host.clock.read = () -> {};
    }

    // ---- turns

    private void readable() {
        if (!turning && !asleep) {
            turnAt(context.schedule().now() + context.latency());
        }
    }

    private void turnAt(long atNanos) {
        if (atNanos < turnAtNanos) {
            turnAtNanos = atNanos;
            long mine = ++planned;
            context.schedule().at(atNanos, () -> {
                if (mine == planned && !asleep) {
                    turn();
                }
            });
        }
    }

    private void planTurn() {
        LoopCore loop = core;
        if (loop != null) {
            long wait = loop.waitNanos();
            boolean any = host.kernel.sockets.poll() || !tasks.isEmpty();
            turnAtNanos = Long.MAX_VALUE;
            turnAt(context.schedule().now() + (any ? 0 : wait) + context.latency());
        }
    }

    private void turn() {
        LoopCore loop = core;
        if (loop == null) {
            return;
        }
        turning = true;
        try {
            host.kernel.sockets.poll();
            List<Consumer<LoopCore>> orders = List.copyOf(tasks);
            tasks.clear();
            orders.forEach(order -> order.accept(loop));
            loop.turn();
        } catch (Killed killed) {
            host.ended(true);
            return;
        } finally {
            turning = false;
        }
        context.observer().turned(host);
        if (loop.stopped(Timing.RELEASE_MAX_NANOS + STOP_MARGIN)) {
            loop.close();
            host.ended(false);
        } else {
            planTurn();
        }
    }

    /** This thread may be stopped, or end, wherever it asks the kernel for something. */
    private void systemCall() {
        if (!turning || stalled) {
            return;
        }
        if (callsToKill > 0 && --callsToKill == 0) {
            throw new Killed();
        }
        if (callsToStall > 0 && --callsToStall == 0) {
            stall();
        }
    }

    private void stall() {
        stalled = true;
        sleep();
        context.schedule().runUntil(Math.max(context.schedule().now(), stallUntilNanos), context.observer()::look);
        asleep = false;
        long slept = context.schedule().now() - sleptAtNanos;
        context.observer().awoke(host, slept, slept);
        stalled = false;
    }

    // ---- what the loop reports

    @Override
    public void stepped(JournalEntry entry) {
        context.observer().stepped(host, entry);
    }

    @Override
    public void noticed(Notice notice) {
        context.observer().noticed(host, notice);
    }
}
