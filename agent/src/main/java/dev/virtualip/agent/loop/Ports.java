package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.vrrp.Family;
import java.util.ArrayList;
import java.util.List;

/**
 * The open ports: for each interface and family one that carries advertisements and one that receives claims of
 * addresses, as far as a virtual router uses them.
 */
public final class Ports implements AutoCloseable {
    /** A turn reads at most about this many packets of a port, so that a flood does not stop everything else. */
    private static final int TURN_PACKETS = 512;

    /** As many packets as the receive buffer holds: with them the queue is empty. */
    private static final int QUEUE_PACKETS = 8_192;

    private final LoopContext context;
    private final SocketFactory sockets;
    private final Poller poller;
    private final List<Open> open = new ArrayList<>();
    private final List<OpenNeighbors> openNeighbors = new ArrayList<>();

    private record Open(InterfacePort port, Poller.Watch watch) {
        private void close() {
            watch.close();
            port.close();
        }
    }

    private record OpenNeighbors(NeighborPort port, Poller.Watch watch) {
        private void close() {
            watch.close();
            port.close();
        }
    }

    public Ports(LoopContext context, Platform platform) {
        this.context = context;
        this.sockets = platform.sockets();
        this.poller = platform.poller();
    }

    /** The port that carries the advertisements of an interface, opened if it was not. */
    public InterfacePort open(HostInterface link, Family family) throws NativeIoException {
        for (Open each : open) {
            if (each.port.interfaceIndex() == link.index() && each.port.family() == family) {
                return each.port;
            }
        }
        InterfacePort port = InterfacePort.open(sockets, link, family);
        open.add(new Open(port, poller.watch(port.socket().descriptor())));
        return port;
    }

    /** The port that receives the claims of addresses on an interface, opened if it was not. */
    public NeighborPort openNeighbors(HostInterface link, Family family) throws NativeIoException {
        for (OpenNeighbors each : openNeighbors) {
            if (each.port.interfaceIndex() == link.index() && each.port.family() == family) {
                return each.port;
            }
        }
        NeighborPort port = NeighborPort.open(sockets, link, family);
        openNeighbors.add(new OpenNeighbors(port, poller.watch(port.claims().descriptor())));
        return port;
    }

    /** Closes a port that no virtual router uses any longer. */
    public void close(InterfacePort port) {
        open.stream().filter(each -> each.port == port).forEach(Open::close);
        open.removeIf(each -> each.port == port);
    }

    /** Closes a port that no virtual router uses any longer. */
    public void close(NeighborPort port) {
        openNeighbors.stream().filter(each -> each.port == port).forEach(OpenNeighbors::close);
        openNeighbors.removeIf(each -> each.port == port);
    }

    /**
     * Reads what has arrived, up to a bound for each port: advertisements first, which explain claims.
     *
     * @param stale whether the process has just slept: what is queued then is old until the queue was empty once
     */
    public void read(LoopHandler handler, long nowNanos, boolean stale) {
        // By index: a packet may make a router leave and its port close.
        for (int i = 0; i < open.size(); i++) {
            Open each = open.get(i);
            if (stale) {
                each.port.queuedWhileAsleep(true);
            }
            if (each.watch.takeReadable() || stale) {
                readAdvertisements(each.port, TURN_PACKETS, handler, nowNanos);
            }
        }
        for (int i = 0; i < openNeighbors.size(); i++) {
            OpenNeighbors each = openNeighbors.get(i);
            if (each.watch.takeReadable()) {
                readClaims(each.port, handler, nowNanos);
            }
        }
    }

    /** Reads all advertisements that are queued, however many. */
    void drain(LoopHandler handler, long nowNanos) {
        for (int i = 0; i < open.size(); i++) {
            readAdvertisements(open.get(i).port, QUEUE_PACKETS, handler, nowNanos);
        }
    }

    private void readAdvertisements(InterfacePort port, int most, LoopHandler handler, long nowNanos) {
        VrrpSocket socket = port.socket();
        boolean stale = port.queuedWhileAsleep();
        try {
            for (int read = 0; read < most; read += VrrpSocket.BATCH_SIZE) {
                int received = socket.receive();
                for (int i = 0; i < received; i++) {
                    handler.onAdvertisement(port, socket.packet(i), nowNanos, stale);
                }
                if (received < VrrpSocket.BATCH_SIZE) {
                    port.queuedWhileAsleep(false);
                    return;
                }
            }
        } catch (NativeIoException e) {
            failed(port.interfaceName(), e);
        }
    }

    private void readClaims(NeighborPort port, LoopHandler handler, long nowNanos) {
        try {
            NeighborReceiver.drain(port, handler, nowNanos);
        } catch (NativeIoException e) {
            failed(port.interfaceName(), e);
        }
    }

    private void failed(String interfaceName, NativeIoException e) {
        context.listener()
                .noticed(new Notice(Severity.WARNING, interfaceName, NoticeKind.RECEIVE_FAILED, "" + e.getMessage()));
    }

    /** Sends what is queued. */
    public void flush() {
        for (int i = 0; i < open.size(); i++) {
            open.get(i).port.flush();
        }
    }

    /** Discards what is queued to be sent: it was queued before a pause. */
    void discardQueued() {
        open.forEach(each -> each.port.discardQueued());
    }

    /** The number of packets that the kernel dropped because they were not read in time. */
    public long overflows() {
        long overflows = 0;
        for (Open each : open) {
            overflows += each.port.socket().overflows();
        }
        for (OpenNeighbors each : openNeighbors) {
            overflows += each.port.claims().overflows();
        }
        return overflows;
    }

    @Override
    public void close() {
        open.forEach(Open::close);
        open.clear();
        openNeighbors.forEach(OpenNeighbors::close);
        openNeighbors.clear();
    }
}
