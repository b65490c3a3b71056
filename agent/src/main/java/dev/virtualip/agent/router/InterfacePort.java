package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.linux.RawSocket;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.vrrp.Family;
import org.jspecify.annotations.Nullable;

/**
 * One interface in one family: the socket on which all its virtual routers speak and listen, and the one on which the
 * claims of other hosts are heard. One socket for all Virtual Router IDs keeps parsing linear.
 */
final class InterfacePort implements AutoCloseable {
    private static final int VIRTUAL_ROUTER_IDS = 256;

    private final String interfaceName;
    private final int interfaceIndex;
    private final Family family;
    private final RawSocket socket;
    private final PacketSocket claims;
    private final SendBatch batch = new SendBatch();
    private final RouterCounters[] senders = new RouterCounters[SendBatch.CAPACITY];
    private final @Nullable RouterInstance[] routers = new RouterInstance[VIRTUAL_ROUTER_IDS];
    private int attached;
    private boolean queuedWhileAsleep;

    private InterfacePort(HostInterface link, Family family, RawSocket socket, PacketSocket claims) {
        this.interfaceName = link.name();
        this.interfaceIndex = link.index();
        this.family = family;
        this.socket = socket;
        this.claims = claims;
    }

    /** Opens the sockets. */
    static InterfacePort open(HostInterface link, Family family) throws NativeIoException {
        RawSocket socket = family == Family.IPV4
                ? RawSocket.openIpv4(link.name(), link.index())
                : RawSocket.openIpv6(link.name(), link.index());
        try {
            PacketSocket claims = family == Family.IPV4
                    ? PacketSocket.openForArp(link.index())
                    : PacketSocket.openForNeighborAdvertisements(link.index());
            return new InterfacePort(link, family, socket, claims);
        } catch (NativeIoException e) {
            socket.close();
            throw e;
        }
    }

    String interfaceName() {
        return interfaceName;
    }

    int interfaceIndex() {
        return interfaceIndex;
    }

    Family family() {
        return family;
    }

    RawSocket socket() {
        return socket;
    }

    PacketSocket claims() {
        return claims;
    }

    /** Whether what is read now was queued while this process slept. */
    boolean queuedWhileAsleep() {
        return queuedWhileAsleep;
    }

    void queuedWhileAsleep(boolean queued) {
        queuedWhileAsleep = queued;
    }

    /** The virtual router with this ID, 0..255; null if there is none. */
    @Nullable
    RouterInstance router(int virtualRouterId) {
        return routers[virtualRouterId];
    }

    /** Adds a virtual router; false while another one with its ID is still leaving. */
    boolean attach(int virtualRouterId, RouterInstance router) {
        if (routers[virtualRouterId] == router) {
            return true;
        }
        if (routers[virtualRouterId] != null) {
            return false;
        }
        routers[virtualRouterId] = router;
        attached++;
        return true;
    }

    void detach(int virtualRouterId, RouterInstance router) {
        if (routers[virtualRouterId] == router) {
            routers[virtualRouterId] = null;
            attached--;
        }
    }

    boolean unused() {
        return attached == 0;
    }

    /** Queues a message; it must not change until the flush. */
    void queue(OutgoingMessage message, RouterCounters sender) {
        if (batch.isFull()) {
            flush();
        }
        senders[batch.add(message)] = sender;
    }

    /** Sends what is queued by one system call. */
    void flush() {
        int queued = batch.size();
        if (queued == 0) {
            return;
        }
        batch.flush(socket);
        for (int i = 0; i < queued; i++) {
            if (batch.errno(i) == 0) {
                senders[i].advertisementsSent++;
            } else {
                senders[i].sendErrors++;
            }
        }
    }

    void discardQueued() {
        batch.discard();
    }

    @Override
    public void close() {
        socket.close();
        claims.close();
    }
}
