package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkChanged;
import dev.virtualip.agent.netlink.OperationalState;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.VirtualAddress;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The loop's surroundings without a loop: the test moves the clock, and one interface, eth0, is there. */
public final class FakeLoop implements LoopContext {
    public static final int ETH0 = 7;
    public static final long SECOND = 1_000_000_000L;
    private static final int UP = 0x1_0041;

    public final TimerQueue timers = new TimerQueue();
    public final InterfaceTable interfaces = new InterfaceTable(reported -> reported);
    public final FakeKernel kernel = new FakeKernel(interfaces, () -> this.now);
    public final RenewalCost cost = new RenewalCost();
    public final Lateness lateness = new Lateness();
    public final List<List<InetAddress>> announced = new ArrayList<>();
    public final List<List<InetAddress>> asked = new ArrayList<>();
    public final List<JournalEntry> steps = new ArrayList<>();
    public final List<String> notices = new ArrayList<>();
    public int changes;
    public long now = Long.MAX_VALUE - SECOND;

    public FakeLoop() {
        link(ETH0, "eth0", UP, 0);
    }

    public void link(int index, String name, int flags, int master) {
        interfaces.apply(new LinkChanged(index, name, flags, 0x0200_0000_0001L, 1500, master, OperationalState.UP));
    }

    /** Gives eth0 another MAC address. */
    public void mac(long mac) {
        interfaces.apply(new LinkChanged(ETH0, "eth0", UP, mac, 1500, 0, OperationalState.UP));
    }

    public void down(String name) {
        link(ETH0, name, 0, 0);
    }

    /** Gives the host an address of its own. */
    public void hostHas(String address) {
        VirtualAddress virtual = SpecBuilder.address(address);
        interfaces.apply(
                FakeKernel.shown(new BoundAddress(ETH0, virtual.address(), virtual.prefixLength(), null, 0), 0));
    }

    public HostInterface eth0() {
        return Objects.requireNonNull(interfaces.byIndex(ETH0));
    }

    /** Lets the time pass; timers fire when they are due, a turn of the loop at a time. */
    public void pass(long nanos) {
        long end = now + nanos;
        while (!timers.isEmpty() && end - timers.nextAtNanos() >= 0) {
            now = Math.max(timers.nextAtNanos() - now, 0) + now;
            kernel.expire();
            turn();
        }
        now = end;
        kernel.expire();
    }

    /** One turn: what is due now fires, what that sets for now does not. */
    public void turn() {
        long firing = now;
        for (Timer due = timers.pollDue(firing); due != null; due = timers.pollDue(firing)) {
            due.fire(firing);
        }
    }

    @Override
    public TimerQueue timers() {
        return timers;
    }

    @Override
    public long nowNanos() {
        return now;
    }

    @Override
    public long spentNanos() {
        return now;
    }

    @Override
    public Instant wallTime() {
        return Instant.EPOCH;
    }

    @Override
    public NodeListener listener() {
        return new NodeListener() {
            @Override
            public void stepped(JournalEntry entry) {
                steps.add(entry);
            }

            @Override
            public void noticed(Notice notice) {
                notices.add(notice.kind());
            }
        };
    }

    @Override
    public void changed() {
        changes++;
    }

    @Override
    public KernelAddresses kernel() {
        return kernel;
    }

    @Override
    public FrameSender frames() {
        return new FrameSender() {
            @Override
            public int announce(HostInterface link, List<InetAddress> addresses) {
                announced.add(List.copyOf(addresses));
                return addresses.size();
            }

            @Override
            public void ask(HostInterface link, List<InetAddress> addresses) {
                asked.add(List.copyOf(addresses));
            }
        };
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
        return SECOND;
    }

    @Override
    public void readMonitor() {}
}
