package dev.virtualip.agent.router;

import dev.virtualip.agent.address.AddressBinder;
import dev.virtualip.agent.address.SharedAddresses;
import dev.virtualip.agent.detect.ForeignRouterTable;
import dev.virtualip.agent.detect.RejectedAdvertisements;
import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.loop.InterfacePort;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.LoopHandler;
import dev.virtualip.agent.loop.NeighborPort;
import dev.virtualip.agent.loop.Ports;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressRemoved;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Ipv4Packet;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The virtual routers of this node: the configured ones, and those that are still leaving. Passes each event to the
 * virtual routers that it concerns, by one call for each.
 */
public final class RouterRegistry implements LoopHandler {
    /** Peers wait three intervals and a skew: after a longer pause another router may be Active. */
    private static final long PATIENCE_INTERVALS = 3;

    private final LoopContext context;
    private final Ports sockets;
    private final RouterPorts ports;
    private final SharedAddresses shared = new SharedAddresses();
    private final VrrpDecoder decoder = new VrrpDecoder();
    private final RejectedAdvertisements rejected;
    private final Map<Key, Participation> current = new LinkedHashMap<>();
    private final List<Participation> leaving = new ArrayList<>();
    private final HealthVerdicts verdicts;
    private final AddressIndex byAddress = new AddressIndex();

    /** The current ones once more, for what is done at every turn of the loop: going through them allocates nothing. */
    private final List<Participation> everyTurn = new ArrayList<>();

    private final List<RouterInstance> routers = new ArrayList<>();

    /** The current ones and those that are leaving. */
    private final List<RouterInstance> everyRouter = new ArrayList<>();

    /** A virtual router is the same one as long as this is the same, whatever it is called. */
    private record Key(String vrrpInterfaceName, Family family, int virtualRouterId) {
        private static Key of(VirtualRouterSpec spec) {
            return new Key(spec.vrrpInterfaceName(), spec.family(), spec.virtualRouterId());
        }
    }

    /** Makes a registry without virtual routers. */
    public RouterRegistry(LoopContext context, Ports sockets) {
        this.context = context;
        this.sockets = sockets;
        this.ports = new RouterPorts(context, sockets);
        this.verdicts = new HealthVerdicts(context);
        this.rejected = new RejectedAdvertisements(new ForeignRouterTable(context.timers(), context::changed));
    }

    /** Makes the virtual routers those of a new configuration; those that stay are changed in place. */
    @Override
    public void onConfig(List<VirtualRouterSpec> specs, long nowNanos) {
        Map<Key, VirtualRouterSpec> wanted = new LinkedHashMap<>();
        specs.forEach(spec -> wanted.put(Key.of(spec), spec));
        ports.virtualAddresses(virtualAddresses(specs));
        removeAllBut(wanted, nowNanos);
        wanted.forEach((key, spec) -> {
            Participation known = current.get(key);
            if (known == null) {
                current.put(key, new Participation(context, ports, new RouterInstance(context, shared, spec)));
            } else {
                change(known, spec, nowNanos);
            }
        });
        listCurrent();
        verdicts.retain(specs);
        verdicts.apply(routers, nowNanos);
        byAddress.rebuild(participations());
        evaluate(nowNanos);
        settleGroups(nowNanos);
        context.changed();
    }

    private void listCurrent() {
        everyTurn.clear();
        everyTurn.addAll(current.values());
        routers.clear();
        everyTurn.forEach(participation -> routers.add(participation.router()));
        everyRouter.clear();
        participations().forEach(participation -> everyRouter.add(participation.router()));
    }

    private void settleGroups(long nowNanos) {
        if (MoveGroups.settle(everyRouter, routers, nowNanos)) {
            context.cost().holds(heldAddresses());
        }
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
        VirtualRouterSpec spec = router.observations().known(given);
        if (before.equals(spec)) {
            return;
        }
        router.onConfig(spec);
        known.evaluate(nowNanos);
        if (!spec.release().isEmpty() && !spec.release().equals(before.release())) {
            router.handle(new Event.ReleaseRequested(nowNanos, Reason.MOVE_REQUESTED));
        }
        router.changedFrom(router.state());
    }

    /** Evaluates all interfaces again. */
    private void evaluate(long nowNanos) {
        List.copyOf(current.values()).forEach(participation -> participation.evaluate(nowNanos));
        current.values().forEach(participation -> participation.router().onLink(nowNanos));
    }

    @Override
    public void onLink(long nowNanos) {
        evaluate(nowNanos);
        settleGroups(nowNanos);
    }

    @Override
    public void onLinkDown(int linkIndex, long nowNanos) {
        List.copyOf(current.values()).forEach(participation -> participation.linkWentDown(linkIndex, nowNanos));
        settleGroups(nowNanos);
    }

    @Override
    public void onStop(long nowNanos) {
        List<Participation> all = List.copyOf(current.values());
        current.clear();
        leaving.addAll(all);
        listCurrent();
        all.forEach(participation -> participation.leave(Reason.STOPPED, nowNanos));
    }

    /** Removes those that have left; a virtual router that waits for their ID can use it now. */
    private void sweepLeft(long nowNanos) {
        if (leaving.isEmpty()) {
            return;
        }
        List<Participation> left =
                leaving.stream().filter(each -> each.router().gone()).toList();
        if (!left.isEmpty()) {
            left.forEach(Participation::close);
            leaving.removeAll(left);
            listCurrent();
            byAddress.rebuild(participations());
            context.changed();
            evaluate(nowNanos);
        }
    }

    @Override
    public boolean gone() {
        return current.isEmpty() && leaving.isEmpty();
    }

    /** The virtual routers, in the order of the configuration; those that are leaving come last. */
    Collection<Participation> participations() {
        return Stream.concat(current.values().stream(), leaving.stream()).toList();
    }

    @Override
    public boolean onPause(long gapNanos, long oversleptNanos, long nowNanos) {
        boolean slept = false;
        for (int i = 0; i < everyTurn.size(); i++) {
            RouterInstance router = everyTurn.get(i).router();
            RouterSettings settings = router.settings();
            long asleep = router.isActive() ? gapNanos : oversleptNanos;
            if (settings != null && asleep > PATIENCE_INTERVALS * settings.advertisementIntervalNanos()) {
                router.onPause(nowNanos);
                slept = true;
            }
        }
        if (slept) {
            settleGroups(nowNanos);
        }
        return slept;
    }

    @Override
    public void onAdvertisement(InterfacePort port, ReceivedPacket packet, long nowNanos, boolean stale) {
        ByteBuffer bytes = packet.bytes();
        boolean ipv4 = port.family() == Family.IPV4;
        Refusal notVrrp = ipv4 ? Ipv4Packet.refusal(bytes) : null;
        if (notVrrp != null) {
            rejected.count(notVrrp);
            return;
        }
        int start = ipv4 ? Ipv4Packet.headerLength(bytes) : 0;
        int end = ipv4 ? Ipv4Packet.totalLength(bytes) : bytes.limit();
        decoder.point(bytes, start, end).between(packet.source(), packet.destination(), packet.hopLimit());
        RouterInstance router = ports.router(port, decoder.virtualRouterId());
        Refusal refusal = router == null ? refuseUnknown() : router.onAdvertisement(decoder, nowNanos, stale);
        if (refusal == null) {
            rejected.accepted(port.interfaceName(), decoder);
            if (router != null && router.changed()) {
                settleGroups(nowNanos);
            }
            return;
        }
        if (router == null || refusal.compareTo(Refusal.UNKNOWN_VIRTUAL_ROUTER) <= 0) {
            rejected.count(refusal);
        }
        rejected.refused(port.interfaceName(), decoder, refusal, nowNanos);
    }

    private Refusal refuseUnknown() {
        Refusal header = decoder.refuseHeader();
        return header == null ? Refusal.UNKNOWN_VIRTUAL_ROUTER : header;
    }

    @Override
    public void onNeighbor(NeighborPort port, InetAddress address, MacAddress claimant, long nowNanos) {
        if (context.interfaces().byIndex(port.interfaceIndex()) == null
                || context.interfaces().isOurs(claimant)) {
            return;
        }
        for (RouterInstance router : byAddress.routers(address)) {
            if (router.addresses().linkIndex() == port.interfaceIndex()) {
                router.onNeighbor(address, claimant, nowNanos);
                if (router.changed()) {
                    settleGroups(nowNanos);
                }
            }
        }
    }

    @Override
    public void onAddressRemoved(AddressRemoved removed, long nowNanos) {
        Map<Participation, AddressBinder.Loss> losses = new LinkedHashMap<>();
        for (Participation participation : participations()) {
            losses.put(participation, participation.router().onAddressRemoved(removed, nowNanos));
        }
        // Several may hold it, each with a lifetime of its own: the shortest may have been the kernel's last.
        boolean expired = losses.containsValue(AddressBinder.Loss.EXPIRED);
        losses.forEach((participation, loss) -> {
            switch (loss) {
                case NONE -> {}
                case MISSING -> {
                    participation.router().addresses().putBackAt(nowNanos);
                    context.changed();
                }
                case EXPIRED -> participation.expired(removed.address(), nowNanos);
                case STOLEN -> {
                    if (expired) {
                        participation.expired(removed.address(), nowNanos);
                    } else {
                        participation.removedByAnotherProgram(removed.address(), nowNanos);
                    }
                }
            }
        });
        settleGroups(nowNanos);
    }

    @Override
    public void onResynchronized(long nowNanos) {
        evaluate(nowNanos);
        participations()
                .forEach(participation -> participation.router().addresses().resynchronize(nowNanos));
        settleGroups(nowNanos);
    }

    /** The number of addresses held with a lifetime. */
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
    public void onHealth(String virtualRouter, List<HealthCheckState> states) {
        verdicts.received(virtualRouter, states);
    }

    @Override
    public void onTurnEnd(long nowNanos) {
        if (verdicts.changed()) {
            verdicts.apply(routers, nowNanos);
        }
        settleGroups(nowNanos);
        sweepLeft(nowNanos);
    }

    @Override
    public NodeSnapshot snapshot() {
        return new NodeSnapshots(context, verdicts).node(participations(), rejected, sockets.overflows());
    }
}
