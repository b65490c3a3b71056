package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.SubnetRoute;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A kernel that keeps addresses in a table until their lifetime is over, and refuses what a test tells it to refuse.
 */
public final class FakeKernel implements KernelAddresses {
    private static final int PERMISSION_DENIED = 13;
    private static final long SECOND = 1_000_000_000L;

    public final List<Change> changes = new ArrayList<>();
    public final Set<InetAddress> refused = new HashSet<>();

    /** Addresses that are there already and not reported yet. */
    public final Set<InetAddress> unreported = new HashSet<>();

    final Set<SubnetRoute> routes = new HashSet<>();
    public final List<InetAddress> expired = new ArrayList<>();
    private final Map<BoundAddress, Long> expiries = new HashMap<>();
    private final InterfaceTable table;
    private final LongSupplier clock;
    public int calls;

    /** What happens while the kernel works on a request: a test lets time pass here. */
    public Runnable working = () -> {};

    FakeKernel(InterfaceTable table, LongSupplier clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Takes away whatever lifetime is over by now. */
    public void expire() {
        expiries.entrySet().removeIf(entry -> {
            BoundAddress bound = entry.getKey();
            HostInterface link = table.byIndex(bound.interfaceIndex());
            boolean over = clock.getAsLong() - entry.getValue() >= 0;
            if (over && link != null && link.shows(bound)) {
                link.remove(bound.address(), bound.prefixLength());
                expired.add(bound.address());
            }
            return over;
        });
    }

    @Override
    public List<Outcome> apply(List<Change> wanted) {
        calls++;
        changes.addAll(wanted);
        List<Outcome> outcomes = wanted.stream().map(this::apply).toList();
        working.run();
        return outcomes;
    }

    private Outcome apply(Change change) {
        BoundAddress bound = change.bound();
        HostInterface link = table.byIndex(bound.interfaceIndex());
        if (link == null) {
            return new Outcome(NO_DEVICE, "");
        }
        if (refused.contains(bound.address())) {
            return new Outcome(PERMISSION_DENIED, "");
        }
        boolean there = link.shows(bound) || unreported.contains(bound.address());
        return switch (change.kind()) {
            case ADD -> there ? new Outcome(EXISTS, "") : put(link, bound);
            case RENEW -> put(link, bound);
            case REMOVE -> {
                link.remove(bound.address(), bound.prefixLength());
                yield new Outcome(there ? DONE : NOT_THERE, "");
            }
        };
    }

    @Override
    public Outcome addRoute(SubnetRoute route) {
        return new Outcome(routes.add(route) ? DONE : EXISTS, "");
    }

    @Override
    public Outcome removeRoute(SubnetRoute route) {
        return new Outcome(routes.remove(route) ? DONE : NOT_THERE, "");
    }

    private Outcome put(HostInterface link, BoundAddress bound) {
        BoundAddress place = new BoundAddress(bound.interfaceIndex(), bound.address(), bound.prefixLength(), null, 0);
        expiries.remove(place);
        if (bound.lifetimeSeconds() > 0) {
            expiries.put(place, clock.getAsLong() + bound.lifetimeSeconds() * SECOND);
        }
        link.put(shown(bound, VirtualAddressRequests.PROTOCOL));
        return new Outcome(DONE, "");
    }

    /** How the kernel reports an address. */
    public static AddressChanged shown(BoundAddress bound, int protocol) {
        return new AddressChanged(
                bound.interfaceIndex(),
                bound.address(),
                bound.prefixLength(),
                0,
                protocol,
                "",
                0,
                0,
                bound.lifetimeSeconds());
    }

    /** How many changes of this kind there were. */
    public long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
