package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.SubnetRoute;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A kernel that keeps addresses in a table, and refuses what a test tells it to refuse. */
final class FakeKernel implements KernelAddresses {
    private static final int PERMISSION_DENIED = 13;

    final List<Change> changes = new ArrayList<>();
    final Set<InetAddress> refused = new HashSet<>();
    final Set<SubnetRoute> routes = new HashSet<>();
    private final InterfaceTable table;
    int calls;

    FakeKernel(InterfaceTable table) {
        this.table = table;
    }

    @Override
    public List<Outcome> apply(List<Change> wanted) {
        calls++;
        changes.addAll(wanted);
        return wanted.stream().map(this::apply).toList();
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
        boolean there = link.shows(bound);
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

    private static Outcome put(HostInterface link, BoundAddress bound) {
        link.put(shown(bound, VirtualAddressRequests.PROTOCOL));
        return new Outcome(DONE, "");
    }

    /** How the kernel reports an address. */
    static AddressChanged shown(BoundAddress bound, int protocol) {
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
    long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
