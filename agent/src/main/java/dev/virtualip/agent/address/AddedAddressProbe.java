package dev.virtualip.agent.address;

import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.node.ClaimedAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Probes addresses that are added to an Active: no router of its group has held them yet, so the network is
 * asked before each is bound. The others are not touched by that.
 */
public final class AddedAddressProbe {
    private static final int ROUNDS = 3;
    private static final long SPACING_NANOS = 100_000_000L;

    private final AddressBinder held;
    private final ConflictProbe probe;
    private final Timer timer;
    private final Set<InetAddress> pending = new LinkedHashSet<>();
    private VirtualRouterSpec spec;

    public AddedAddressProbe(LoopContext context, AddressBinder held, RouterCounters counters, VirtualRouterSpec spec) {
        this.held = held;
        this.spec = spec;
        this.probe = new ConflictProbe(context, held, counters);
        this.timer = context.timers().timer(this::look);
    }

    public void respecify(VirtualRouterSpec newSpec) {
        spec = newSpec;
    }

    /** Binds these as soon as no other host has them. */
    public void add(List<InetAddress> addresses, long nowNanos) {
        if (!spec.asksFirst()) {
            held.want(addresses, nowNanos);
            return;
        }
        pending.addAll(addresses);
        probe.ask(List.copyOf(pending), ROUNDS, SPACING_NANOS, nowNanos);
        timer.set(nowNanos + ROUNDS * SPACING_NANOS);
    }

    private void look(long nowNanos) {
        List<InetAddress> free = new ArrayList<>(pending);
        free.removeAll(probe.answers().keySet());
        free.forEach(pending::remove);
        if (pending.isEmpty()) {
            probe.stop();
        } else {
            probe.reportInUse(spec, "so it is not bound");
            probe.ask(List.copyOf(pending), 2, InitialConflictCheck.AGAIN_NANOS / 2, nowNanos);
            timer.set(nowNanos + InitialConflictCheck.AGAIN_NANOS);
        }
        if (!free.isEmpty()) {
            held.want(free, nowNanos);
        }
    }

    /** Another host claimed an address. */
    public void onClaim(InetAddress address, MacAddress claimant) {
        probe.onClaim(address, claimant);
    }

    /** These are no longer to be bound. */
    public void remove(Collection<InetAddress> addresses) {
        if (pending.removeAll(addresses) && pending.isEmpty()) {
            clear();
        }
    }

    /** It is no longer Active; when it becomes Active again, VRRP has decided about all addresses. */
    public void clear() {
        pending.clear();
        timer.clear();
        probe.stop();
    }

    /** The message about an address that another host uses; null if there is none. */
    public @Nullable String conflict() {
        return probe.conflict();
    }

    /** The addresses that other hosts use, with these hosts. */
    public List<ClaimedAddress> inUse() {
        return probe.inUse();
    }

    /** The addresses that are not bound yet, because the network is asked for them or another host has them. */
    public Set<InetAddress> pending() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(pending));
    }
}
