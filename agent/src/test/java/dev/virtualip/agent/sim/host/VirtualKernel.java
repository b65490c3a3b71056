package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.netlink.AddressFlags;
import dev.virtualip.agent.sim.lan.Frame;
import dev.virtualip.agent.sim.lan.Schedule;
import dev.virtualip.agent.sim.lan.VirtualLan;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.NeighborAdvertisementCodec;
import dev.virtualip.agent.wire.NeighborAnnouncement;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The network part of one virtual host's kernel: interfaces, addresses with lifetimes, answers to ARP and neighbor
 * solicitations. It outlives the agent, and stands still while the machine is suspended.
 */
public final class VirtualKernel {
    public static final int FIRST_INDEX = 2;

    private static final long SECOND = 1_000_000_000L;
    private static final long EARLY = 20_000_000L;
    private static final long LATE = 250_000_000L;
    private static final long JOIN = 4_000_000L;
    private static final long DETECTION = SECOND;

    private final Schedule schedule;
    private final SplittableRandom random;
    private final Map<Integer, VirtualNic> nics = new LinkedHashMap<>();
    private final List<KernelAddress> addresses = new ArrayList<>();
    private final Reports reports;
    public final VirtualSockets sockets;
    final NetlinkRequests requests;
    private long frozenSince = -1;
    private long frozenNanos;

    /** Receives what happens in the kernel. */
    interface Reports {
        /** Addresses, interfaces or whether the machine runs have changed. */
        void changed();

        /** A frame leaves this host. */
        void sent(VirtualNic nic, Frame frame);

        /** A request by the agent to set the lifetime of an address, or to remove one. */
        void requested(KernelAddress address, boolean removal);

        /** The kernel has removed an address whose lifetime was over. */
        void expired(KernelAddress address);
    }

    VirtualKernel(Schedule schedule, SplittableRandom random, Reports reports) {
        this.schedule = schedule;
        this.random = random;
        this.reports = reports;
        this.sockets = new VirtualSockets(this);
        this.requests = new NetlinkRequests(this);
    }

    VirtualNic addNic(VirtualLan lan, MacAddress mac) {
        VirtualNic nic = new VirtualNic(this, lan, FIRST_INDEX + nics.size(), mac);
        nics.put(nic.index, nic);
        return nic;
    }

    @Nullable
    public VirtualNic nic(int index) {
        return nics.get(index);
    }

    public List<VirtualNic> nics() {
        return List.copyOf(nics.values());
    }

    public List<KernelAddress> addresses() {
        return addresses;
    }

    Reports reports() {
        return reports;
    }

    // ---- time

    /** The kernel's own clock: it stands still while the machine is suspended. */
    long now() {
        return (frozen() ? frozenSince : schedule.now()) - frozenNanos;
    }

    public boolean frozen() {
        return frozenSince >= 0;
    }

    /** How long the machine was suspended in all. */
    long frozenNanos() {
        return frozenNanos + (frozen() ? schedule.now() - frozenSince : 0);
    }

    void freeze() {
        frozenSince = schedule.now();
        reports.changed();
    }

    void thaw() {
        frozenNanos += schedule.now() - frozenSince;
        frozenSince = -1;
        reports.changed();
    }

    // ---- addresses

    @Nullable
    KernelAddress find(int index, InetAddress address, int prefixLength) {
        for (KernelAddress known : addresses) {
            boolean samePrefix = !known.ipv4() || known.prefixLength == prefixLength;
            if (known.interfaceIndex == index && samePrefix && known.address.equals(address)) {
                return known;
            }
        }
        return null;
    }

    /** Adds an address, with the lifetime that it has been given. */
    void add(KernelAddress address) {
        addresses.add(address);
        address.answeringSinceNanos = schedule.now();
        startLifetime(address);
        reports.changed();
        if (address.ipv4()) {
            sockets.report(false, address);
            return;
        }
        long wait = address.tentative() ? DETECTION : random.nextLong(JOIN);
        if (address.tentative()) {
            sockets.report(false, address);
        }
        after(wait, () -> {
            if (addresses.contains(address)) {
                address.answering = true;
                address.answeringSinceNanos = schedule.now();
                address.flags &= ~AddressFlags.TENTATIVE;
                reports.changed();
                sockets.report(false, address);
            }
        });
    }

    /** Starts the lifetime of an address again. */
    void renew(KernelAddress address) {
        startLifetime(address);
        sockets.report(false, address);
    }

    private void startLifetime(KernelAddress address) {
        address.setAtNanos = now();
        long generation = ++address.generation;
        if (address.mortal()) {
            long lifetime = address.validSeconds * SECOND + random.nextLong(-EARLY, LATE);
            after(lifetime, () -> {
                if (address.generation == generation && addresses.contains(address)) {
                    remove(address);
                    reports.expired(address);
                }
            });
        }
    }

    public void remove(KernelAddress address) {
        addresses.remove(address);
        reports.changed();
        sockets.report(true, address);
    }

    /** Lets something happen after a time in which the machine runs. */
    private void after(long nanos, Runnable what) {
        long due = now() + nanos;
        schedule.after(nanos, () -> {
            if (frozen() || now() < due) {
                after(Math.max(1_000_000, due - now()), what);
            } else {
                what.run();
            }
        });
    }

    /** Whether the host answers for this address to others on the interface's link. */
    public boolean answers(VirtualNic nic, InetAddress address) {
        return nic.usable() && !frozen() && holds(nic, address);
    }

    private boolean holds(VirtualNic nic, InetAddress address) {
        for (int i = 0; i < addresses.size(); i++) {
            KernelAddress known = addresses.get(i);
            if (known.interfaceIndex == nic.index && known.answering && known.address.equals(address)) {
                return true;
            }
        }
        return false;
    }

    // ---- interfaces

    /** The cable is pulled, or put back. */
    public void carrier(VirtualNic nic, boolean carrier) {
        nic.carrier = carrier;
        reports.changed();
        sockets.report(nic);
    }

    /** The interface is set down, which removes its IPv6 addresses, or up again. */
    void up(VirtualNic nic, boolean up) {
        if (nic.up == up) {
            return;
        }
        nic.up = up;
        sockets.report(nic);
        if (!up) {
            addresses.stream()
                    .filter(address -> address.interfaceIndex == nic.index && !address.ipv4())
                    .toList()
                    .forEach(this::remove);
        }
        reports.changed();
    }

    public void mac(VirtualNic nic, MacAddress mac) {
        nic.mac = mac;
        sockets.report(nic);
    }

    // ---- frames

    void receive(VirtualNic nic, Frame frame) {
        if (!nic.usable()
                || frozen()
                || !(frame.to().isMulticast() || frame.to().equals(nic.mac))) {
            return;
        }
        switch (frame.type()) {
            case Frame.ARP -> {
                sockets.receiveArp(nic, frame);
                answerArp(nic, frame);
            }
            case Frame.IPV4, Frame.IPV6 -> receivePacket(nic, frame);
            default -> {}
        }
    }

    private void receivePacket(VirtualNic nic, Frame frame) {
        if (frame.vrrp()) {
            InetAddress destination = frame.destination();
            if (destination.isMulticastAddress() || holds(nic, destination)) {
                sockets.receiveVrrp(nic, frame);
            }
        } else if (frame.neighborAdvertisement()) {
            sockets.receiveNeighborAdvertisement(nic, frame);
        } else if (frame.neighborSolicitation() && answers(nic, frame.neighborTarget())) {
            InetAddress target = frame.neighborTarget();
            ByteBuffer out = ByteBuffer.allocate(NeighborAdvertisementCodec.FRAME_LENGTH);
            NeighborAdvertisementCodec.encode(new NeighborAnnouncement(nic.mac, target, target, false), out);
            nic.send(new Frame(out));
        }
    }

    /** A request from an address that this host has itself is dropped as a martian packet. */
    private void answerArp(VirtualNic nic, Frame frame) {
        if (frame.arpRequest() && answers(nic, frame.arpTarget()) && !holds(nic, frame.arpSender())) {
            nic.send(Frame.arpReply(nic.mac, frame));
        }
    }

    /** A socket sends a frame. */
    void send(VirtualNic nic, Frame frame) {
        if (nic.usable() && !frozen()) {
            reports.sent(nic, frame);
            nic.send(frame);
        }
    }
}
