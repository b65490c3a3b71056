package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.NetlinkEvent.AddressRemoved;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The virtual routers of this node: those that shall be, and those that are still leaving. */
final class RouterRegistry implements Neighbours {
    /** Peers wait three intervals and a skew: who slept longer may have lost the addresses. */
    private static final long PATIENCE_INTERVALS = 3;

    private final LoopContext context;
    private final Ports ports;
    private final MoveGroups groups = new MoveGroups();
    private final Map<Key, Participation> current = new LinkedHashMap<>();
    private final List<Participation> leaving = new ArrayList<>();
    private final AddressIndex byAddress = new AddressIndex();

    /** The current ones once more, for what is done at every turn of the loop: going through them allocates nothing. */
    private final List<Participation> everyTurn = new ArrayList<>();

    /** A virtual router is the same one as long as this is the same, whatever it is called. */
    private record Key(String interfaceName, Family family, int virtualRouterId) {
        private static Key of(VirtualRouterSpec spec) {
            return new Key(spec.interfaceName(), spec.family(), spec.virtualRouterId());
        }
    }

    RouterRegistry(LoopContext context, Ports ports) {
        this.context = context;
        this.ports = ports;
    }

    /** Makes the virtual routers those of a new configuration; those that stay are changed in place. */
    void apply(List<VirtualRouterSpec> specs, long nowNanos) {
        Map<Key, VirtualRouterSpec> wanted = new LinkedHashMap<>();
        specs.forEach(spec -> wanted.put(Key.of(spec), spec));
        ports.virtualAddresses(virtualAddresses(specs));
        removeAllBut(wanted, nowNanos);
        wanted.forEach((key, spec) -> {
            Participation known = current.get(key);
            if (known == null) {
                current.put(key, new Participation(context, ports, new RouterInstance(context, this, spec)));
            } else {
                change(known, spec, nowNanos);
            }
        });
        everyTurn.clear();
        everyTurn.addAll(current.values());
        byAddress.rebuild(participations());
        evaluate(nowNanos);
        context.changed();
    }

    private static Set<InetAddress> virtualAddresses(List<VirtualRouterSpec> specs) {
        Set<InetAddress> addresses = new HashSet<>();
        for (VirtualRouterSpec spec : specs) {
            Stream.concat(spec.binding().addresses().stream(), spec.binding().extraAddresses().stream())
                    .map(VirtualAddress::address)
                    .forEach(addresses::add);
        }
        return addresses;
    }

    private void removeAllBut(Map<Key, VirtualRouterSpec> wanted, long nowNanos) {
        List<Participation> removed = new ArrayList<>();
        Iterator<Map.Entry<Key, Participation>> each = current.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Key, Participation> entry = each.next();
            VirtualRouterSpec spec = wanted.get(entry.getKey());
            if (spec == null || entry.getValue().router().spec().cutOver(spec)) {
                each.remove();
                removed.add(entry.getValue());
            }
        }
        leaving.addAll(removed);
        removed.forEach(participation -> participation.leave(Reason.CONFIG_CHANGED, nowNanos));
    }

    private void change(Participation known, VirtualRouterSpec given, long nowNanos) {
        RouterInstance router = known.router();
        VirtualRouterSpec before = router.spec();
        VirtualRouterSpec spec = router.surroundings().known(given);
        if (before.equals(spec)) {
            return;
        }
        router.respecify(spec);
        known.evaluate(nowNanos);
        if (!spec.release().isEmpty() && !spec.release().equals(before.release())) {
            router.handle(new Event.ReleaseRequested(nowNanos, Reason.MOVE_REQUESTED));
        }
        groups.changed(routers(), router, router.state(), nowNanos);
    }

    /** Looks at all interfaces again. */
    void evaluate(long nowNanos) {
        List.copyOf(current.values()).forEach(participation -> participation.evaluate(nowNanos));
        current.values()
                .forEach(participation -> participation.router().actions().linkChanged(nowNanos));
    }

    /** An interface was set down; that it may be up again does not bring back what it lost. */
    void linkWentDown(int linkIndex, long nowNanos) {
        List.copyOf(current.values()).forEach(participation -> participation.linkWentDown(linkIndex, nowNanos));
    }

    /** All leave in order; {@link #gone} tells when it is done. */
    void stop(long nowNanos) {
        List<Participation> all = List.copyOf(current.values());
        current.clear();
        everyTurn.clear();
        leaving.addAll(all);
        all.forEach(participation -> participation.leave(Reason.STOPPED, nowNanos));
    }

    /** Forgets those that have left; whoever waited for their place is given it. */
    void sweepLeft(long nowNanos) {
        if (leaving.isEmpty()) {
            return;
        }
        List<Participation> left =
                leaving.stream().filter(each -> each.router().gone()).toList();
        if (!left.isEmpty()) {
            left.forEach(Participation::close);
            leaving.removeAll(left);
            byAddress.rebuild(participations());
            context.changed();
            evaluate(nowNanos);
        }
    }

    /** Whether no virtual router is left. */
    boolean gone() {
        return current.isEmpty() && leaving.isEmpty();
    }

    /** The virtual routers, in the order of the configuration; those that are leaving come last. */
    Collection<Participation> participations() {
        return Stream.concat(current.values().stream(), leaving.stream()).toList();
    }

    List<RouterInstance> routers() {
        return current.values().stream().map(Participation::router).toList();
    }

    /** The process slept: every virtual router that its peers may have given up is told. True if there is one. */
    boolean slept(long gapNanos, long oversleptNanos, long nowNanos) {
        boolean slept = false;
        for (int i = 0; i < everyTurn.size(); i++) {
            RouterInstance router = everyTurn.get(i).router();
            RouterSettings settings = router.settings();
            long asleep = router.isActive() ? gapNanos : oversleptNanos;
            if (settings != null && asleep > PATIENCE_INTERVALS * settings.advertisementIntervalNanos()) {
                router.handle(new Event.Paused(nowNanos));
                slept = true;
            }
        }
        return slept;
    }

    /** Another host of a port's link announced an address, or answered for it. */
    void claimed(InterfacePort port, InetAddress address, MacAddress claimant, long nowNanos) {
        for (RouterInstance router : byAddress.routers(address)) {
            if (router.port() == port) {
                router.surroundings().claims().heard(address, claimant, nowNanos);
            }
        }
    }

    /** The kernel says that an address is gone. */
    void addressGone(AddressRemoved gone, long nowNanos) {
        Map<Participation, HeldAddresses.Loss> losses = new LinkedHashMap<>();
        for (Participation participation : participations()) {
            HeldAddresses addresses = participation.router().addresses();
            losses.put(
                    participation,
                    addresses.gone(gone.interfaceIndex(), gone.address(), gone.prefixLength(), nowNanos));
        }
        // Several may hold it, each with a lifetime of its own: the shortest may have been the kernel's last.
        boolean expired = losses.containsValue(HeldAddresses.Loss.EXPIRED);
        losses.forEach((participation, loss) -> {
            switch (loss) {
                case NONE -> {}
                case MISSING -> {
                    participation.router().addresses().putBackAt(nowNanos);
                    context.changed();
                }
                case EXPIRED -> participation.expired(gone.address(), nowNanos);
                case STOLEN -> {
                    if (expired) {
                        participation.expired(gone.address(), nowNanos);
                    } else {
                        participation.stolen(gone.address(), nowNanos);
                    }
                }
            }
        });
    }

    /** Change reports were lost, and everything was listed anew: what is missing is put back. */
    void resynchronize(long nowNanos) {
        evaluate(nowNanos);
        participations()
                .forEach(participation -> participation.router().addresses().resynchronize(nowNanos));
    }

    /** How many addresses are held with a lifetime. */
    int heldAddresses() {
        int held = 0;
        for (Participation participation : current.values()) {
            if (participation.router().isActive()) {
                held += participation.router().addresses().all().size();
            }
        }
        return held;
    }

    @Override
    public void changed(RouterInstance router, State before, long nowNanos) {
        context.cost().holds(heldAddresses());
        groups.changed(routers(), router, before, nowNanos);
    }

    @Override
    public boolean leftToAnother(RouterInstance router, int linkIndex, InetAddress address) {
        List<HeldAddresses> others = participations().stream()
                .map(Participation::router)
                .filter(other -> other != router && other.port() != null)
                .map(RouterInstance::addresses)
                .filter(other -> other.isOn(linkIndex) && other.wants(address))
                .toList();
        others.forEach(other -> other.takeFromAnother(address, context.nowNanos()));
        return !others.isEmpty();
    }

    @Override
    public void readBeforeExpiry(InterfacePort port, long nowNanos) {
        ports.readAdvertisements(port, nowNanos);
    }
}
