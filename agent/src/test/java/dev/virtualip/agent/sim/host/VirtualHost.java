package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.loop.LoopHandler;
import dev.virtualip.agent.loop.SocketFactory;
import dev.virtualip.agent.netlink.AddressFlags;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.sim.lan.Frame;
import dev.virtualip.agent.sim.lan.VirtualLan;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A host on the virtual LAN: a kernel, clocks, and perhaps an agent that runs. */
public final class VirtualHost implements VirtualKernel.Reports {
    /** No program runs sooner after its end: what the kernel was asked for last is there by then. */
    private static final long START_TAKES_NANOS = 20_000_000L;

    public final String name;
    public final int number;
    public final VirtualKernel kernel;
    public final VirtualClock clock;
    private final SimulationContext context;
    private final UnaryOperator<SocketFactory> decorator;
    private final List<KernelAddress> own = new ArrayList<>();
    private @Nullable AgentProcess process;
    private long endedNanos = -START_TAKES_NANOS;
    private Pause pause = Pause.STOPPED;

    /** Changes what the event loop passes to the virtual routers of agents that start from now on. */
    public UnaryOperator<LoopHandler> tampering = handler -> handler;

    /** The ways in which an agent gets no processor. */
    public enum Pause {
        /** Only the process is stopped: all clocks and the kernel go on. */
        STOPPED,
        /** The machine is suspended: the monotonic clock and the kernel stand still. */
        SUSPENDED,
        /** The virtual machine is paused: the boot clock stands still as well. */
        VIRTUAL_MACHINE_PAUSED
    }

    public VirtualHost(
            String name,
            int number,
            SimulationContext context,
            VirtualClock clock,
            UnaryOperator<SocketFactory> decorator) {
        this.name = name;
        this.number = number;
        this.context = context;
        this.clock = clock;
        this.decorator = decorator;
        this.kernel = new VirtualKernel(context.schedule(), context.random(), this);
    }

    /** Connects the host to a LAN, with a MAC address and addresses of its own. */
    public VirtualNic connect(VirtualLan lan) {
        VirtualNic nic = kernel.addNic(
                lan,
                new MacAddress(0x0200_0000_0000L + 256L * number + kernel.nics().size()));
        int subnet = nic.index - VirtualKernel.FIRST_INDEX;
        own(nic, InetAddress.ofLiteral("192.0.%d.%d".formatted(2 + subnet, number)), 24);
        own(nic, InetAddress.ofLiteral("fe80::%d".formatted(number)), 64);
        return nic;
    }

    private void own(VirtualNic nic, InetAddress address, int prefixLength) {
        KernelAddress mine = new KernelAddress(nic.index, address, prefixLength, 0);
        mine.answering = true;
        own.add(mine);
        kernel.addresses().add(mine);
    }

    /** The host's own addresses, which no agent may touch. */
    public List<KernelAddress> own() {
        return own;
    }

    /** Takes an own address off the interface, as a DHCP client does, or puts it back. */
    public void setOwn(KernelAddress address, boolean there) {
        boolean isThere = kernel.addresses().contains(address);
        if (there && !isThere) {
            address.answering = address.ipv4();
            address.flags = address.ipv4() ? 0 : AddressFlags.TENTATIVE;
            kernel.add(address);
        } else if (!there && isThere) {
            kernel.remove(address);
        }
    }

    /** Puts all own addresses back that can be there. */
    public void restoreOwn() {
        for (KernelAddress address : own) {
            VirtualNic nic = kernel.nic(address.interfaceIndex);
            setOwn(address, nic != null && (nic.up || address.ipv4()));
        }
    }

    /** Sets an interface down, or up: then the kernel makes its link-local address again. */
    public void setUp(VirtualNic nic, boolean up) {
        kernel.up(nic, up);
        if (up) {
            restoreOwn();
        }
    }

    public boolean running() {
        return process != null;
    }

    /** Whether its agent runs and gets a processor. */
    public boolean awake() {
        return process != null && process.awake();
    }

    /** Whether its agent runs and is not in the middle of its work. */
    public boolean idle() {
        return process != null && process.idle();
    }

    @Nullable
    public AgentProcess process() {
        return process;
    }

    public void start(List<VirtualRouterSpec> specs) {
        long earliest = endedNanos + START_TAKES_NANOS;
        if (process == null && earliest > context.schedule().now()) {
            context.schedule().at(earliest, () -> start(specs));
        } else if (process == null) {
            AgentProcess begun = new AgentProcess(this, context, decorator, tampering);
            process = begun;
            context.observer().started(this);
            begun.start(specs);
        }
    }

    /** The agent is gone at once; the kernel still has what it had. */
    public void kill() {
        if (process != null) {
            ended(true);
        }
    }

    public void stop() {
        if (process != null) {
            process.stop();
            context.observer().stopping(this);
        }
    }

    public void apply(List<VirtualRouterSpec> specs) {
        if (process != null) {
            process.apply(specs);
        }
    }

    /** The health checks of a virtual router have these states; the agent receives them a moment later. */
    public void health(String virtualRouter, List<HealthCheckState> states, Runnable received) {
        if (process != null) {
            process.health(virtualRouter, states, received);
        }
    }

    /** The process has ended. */
    void ended(boolean killed) {
        AgentProcess over = process;
        if (over != null) {
            process = null;
            endedNanos = context.schedule().now();
            over.end();
            context.observer().ended(this, killed);
        }
    }

    public void pause(Pause kind) {
        if (process != null && process.idle()) {
            pause = kind;
            process.sleep();
            if (kind != Pause.STOPPED) {
                kernel.freeze();
            }
        }
    }

    public void wake() {
        AgentProcess sleeper = process;
        if (kernel.frozen()) {
            kernel.thaw();
        }
        if (sleeper == null || sleeper.awake() || sleeper.stalled()) {
            return;
        }
        long slept = context.schedule().now() - sleeper.sleptAtNanos();
        switch (pause) {
            case STOPPED -> {}
            case SUSPENDED -> clock.suspended(slept);
            case VIRTUAL_MACHINE_PAUSED -> clock.paused(slept);
        }
        boolean shown = pause != Pause.VIRTUAL_MACHINE_PAUSED || slept > 2_100_000_000L;
        sleeper.wake(shown ? slept : 0);
    }

    @Override
    public void changed() {
        context.observer().changed(this);
    }

    @Override
    public void sent(VirtualNic nic, Frame frame) {
        context.observer().sent(this, nic, frame);
    }

    @Override
    public void requested(KernelAddress address, boolean removal) {
        context.observer().requested(this, address, removal);
    }

    @Override
    public void expired(KernelAddress address) {
        context.observer().expired(this, address);
    }

    @Override
    public String toString() {
        return name;
    }
}
