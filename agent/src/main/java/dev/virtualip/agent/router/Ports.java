package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ports of all interfaces that carry a virtual router: opened when the first comes, closed when the last goes. */
final class Ports implements AutoCloseable {
    private final LoopContext context;
    private final Poller poller;
    private final AdvertisementReceiver advertisements;
    private final ClaimReceiver claims;
    private final List<Open> open = new ArrayList<>();
    private final SubnetRoutes subnetRoutes;
    private Set<InetAddress> virtualAddresses = Set.of();

    /** Netty's loop, as far as descriptors are concerned. */
    interface Poller {
        /** Watches a descriptor until the result is closed. */
        Watch watch(int descriptor);
    }

    /** A descriptor that is watched. */
    interface Watch extends AutoCloseable {
        /** Whether something may be there to read since the last call. */
        boolean takeReadable();

        @Override
        void close();
    }

    private record Open(InterfacePort port, Watch advertisements, Watch claims) {
        private void close() {
            advertisements.close();
            claims.close();
            port.close();
        }
    }

    Ports(LoopContext context, Poller poller, AdvertisementReceiver advertisements, ClaimReceiver claims) {
        this.context = context;
        this.poller = poller;
        this.advertisements = advertisements;
        this.claims = claims;
        this.subnetRoutes = new SubnetRoutes(context);
    }

    /** The routes that take the place of the kernel's own while an address of the host is missing. */
    SubnetRoutes subnetRoutes() {
        return subnetRoutes;
    }

    /** Every address that some virtual router of this node may bind. */
    Set<InetAddress> virtualAddresses() {
        return virtualAddresses;
    }

    void virtualAddresses(Set<InetAddress> addresses) {
        virtualAddresses = Set.copyOf(addresses);
    }

    /** The port for a virtual router; null if there is none for it now, and the problem was told. */
    @Nullable
    InterfacePort attach(HostInterface link, RouterInstance router, Consumer<Condition> problem) {
        Family family = router.spec().family();
        InterfacePort port = find(link.index(), family);
        if (port == null) {
            port = open(link, family, problem);
        }
        if (port != null && !port.attach(router.spec().virtualRouterId(), router)) {
            problem.accept(new Condition(
                    "InterfaceReady",
                    "VirtualRouterIDBusy",
                    "Virtual Router ID %d is still leaving interface %s; it is used as soon as that is done"
                            .formatted(router.spec().virtualRouterId(), link.name())));
            return null;
        }
        return port;
    }

    private @Nullable InterfacePort find(int interfaceIndex, Family family) {
        for (Open each : open) {
            if (each.port.interfaceIndex() == interfaceIndex && each.port.family() == family) {
                return each.port;
            }
        }
        return null;
    }

    private @Nullable InterfacePort open(HostInterface link, Family family, Consumer<Condition> problem) {
        try {
            InterfacePort port = InterfacePort.open(link, family);
            open.add(new Open(
                    port,
                    poller.watch(port.socket().descriptor()),
                    poller.watch(port.claims().descriptor())));
            return port;
        } catch (NativeIoException e) {
            problem.accept(
                    new Condition("InterfaceReady", "SocketFailed", e.getMessage() + "; tried again every second"));
            return null;
        }
    }

    /** A virtual router no longer uses its port. */
    void detach(InterfacePort port, RouterInstance router) {
        port.detach(router.spec().virtualRouterId(), router);
        if (port.unused()) {
            open.stream().filter(each -> each.port == port).forEach(Open::close);
            open.removeIf(each -> each.port == port);
        }
    }

    /**
     * Reads everything that is there to read.
     *
     * @param stale whether the process has just slept: what is queued then is old until the queue was empty once
     */
    void read(long nowNanos, boolean stale) {
        // By index: a packet may make a router leave and its port close.
        for (int i = 0; i < open.size(); i++) {
            Open each = open.get(i);
            if (stale) {
                each.port.queuedWhileAsleep(true);
            }
            if (each.advertisements.takeReadable() || stale) {
                readAdvertisements(each.port, AdvertisementReceiver.TURN_PACKETS, nowNanos);
            }
            if (each.claims.takeReadable()) {
                readClaims(each.port);
            }
        }
    }

    /** Reads all advertisements of one port that are queued, however many. */
    void readAdvertisements(InterfacePort port, long nowNanos) {
        readAdvertisements(port, AdvertisementReceiver.QUEUE_PACKETS, nowNanos);
    }

    private void readAdvertisements(InterfacePort port, int most, long nowNanos) {
        try {
            if (advertisements.drain(port, most, nowNanos, port.queuedWhileAsleep())) {
                port.queuedWhileAsleep(false);
            }
        } catch (NativeIoException e) {
            failed(port, e);
        }
    }

    private void readClaims(InterfacePort port) {
        try {
            claims.drain(port);
        } catch (NativeIoException e) {
            failed(port, e);
        }
    }

    private void failed(InterfacePort port, NativeIoException e) {
        context.listener()
                .noticed(new Notice(Severity.WARNING, port.interfaceName(), "ReceiveFailed", "" + e.getMessage()));
    }

    /** Sends what is queued. */
    void flush() {
        for (int i = 0; i < open.size(); i++) {
            open.get(i).port.flush();
        }
    }

    /** Drops what is queued: it was queued before a sleep. */
    void discardQueued() {
        open.forEach(each -> each.port.discardQueued());
    }

    /** How many packets the kernel dropped because nobody read them in time. */
    long overflows() {
        long overflows = 0;
        for (Open each : open) {
            overflows += each.port.socket().overflows() + each.port.claims().overflows();
        }
        return overflows;
    }

    @Override
    public void close() {
        open.forEach(Open::close);
        open.clear();
    }
}
