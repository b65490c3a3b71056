package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.vrrp.Family;
import java.util.ArrayList;
import java.util.List;

/** The open ports: one for each interface and family that carries a virtual router. */
public final class Ports implements AutoCloseable {
    /** A turn reads at most about this many packets of a port, so that a flood does not stop everything else. */
    private static final int TURN_PACKETS = 512;

    /** As many packets as the receive buffer holds: with them the queue is empty. */
    private static final int QUEUE_PACKETS = 8_192;

    private final LoopContext context;
    private final SocketFactory sockets;
    private final Poller poller;
    private final List<Open> open = new ArrayList<>();

    private record Open(InterfacePort port, Poller.Watch advertisements, Poller.Watch claims) {
        private void close() {
            advertisements.close();
            claims.close();
            port.close();
        }
    }

    public Ports(LoopContext context, Platform platform) {
        this.context = context;
        this.sockets = platform.sockets();
        this.poller = platform.poller();
    }

    /** The port of an interface, opened if it was not. */
    public InterfacePort open(HostInterface link, Family family) throws NativeIoException {
        for (Open each : open) {
            if (each.port.interfaceIndex() == link.index() && each.port.family() == family) {
                return each.port;
            }
        }
        InterfacePort port = InterfacePort.open(sockets, link, family);
        open.add(new Open(
                port,
                poller.watch(port.socket().descriptor()),
                poller.watch(port.claims().descriptor())));
        return port;
    }

    /** Closes a port that no virtual router uses any longer. */
    public void close(InterfacePort port) {
        open.stream().filter(each -> each.port == port).forEach(Open::close);
        open.removeIf(each -> each.port == port);
    }

    /**
     * Reads what has arrived, up to a bound for each port.
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
            if (each.advertisements.takeReadable() || stale) {
                readAdvertisements(each.port, TURN_PACKETS, handler, nowNanos);
            }
            if (each.claims.takeReadable()) {
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
            failed(port, e);
        }
    }

    private void readClaims(InterfacePort port, LoopHandler handler, long nowNanos) {
        try {
            NeighborReceiver.drain(port, handler, nowNanos);
        } catch (NativeIoException e) {
            failed(port, e);
        }
    }

    private void failed(InterfacePort port, NativeIoException e) {
        context.listener()
                .noticed(new Notice(Severity.WARNING, port.interfaceName(), "ReceiveFailed", "" + e.getMessage()));
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
