package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.linux.RawSocket;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.vrrp.Family;

/**
 * The sockets of one interface and family: one that sends and receives the advertisements of all its virtual routers,
 * and one that receives ARP or neighbor advertisements. One socket for all Virtual Router IDs keeps parsing linear.
 */
public final class InterfacePort implements AutoCloseable {
    private final String interfaceName;
    private final int interfaceIndex;
    private final Family family;
    private final RawSocket socket;
    private final PacketSocket claims;
    private final SendBatch batch = new SendBatch();
    private final RouterCounters[] senders = new RouterCounters[SendBatch.CAPACITY];
    private boolean queuedWhileAsleep;

    private InterfacePort(HostInterface link, Family family, RawSocket socket, PacketSocket claims) {
        this.interfaceName = link.name();
        this.interfaceIndex = link.index();
        this.family = family;
        this.socket = socket;
        this.claims = claims;
    }

    /** Opens the sockets. */
    public static InterfacePort open(HostInterface link, Family family) throws NativeIoException {
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

    public String interfaceName() {
        return interfaceName;
    }

    public int interfaceIndex() {
        return interfaceIndex;
    }

    public Family family() {
        return family;
    }

    public RawSocket socket() {
        return socket;
    }

    public PacketSocket claims() {
        return claims;
    }

    /** Whether what is read now was queued while this process slept. */
    boolean queuedWhileAsleep() {
        return queuedWhileAsleep;
    }

    void queuedWhileAsleep(boolean queued) {
        queuedWhileAsleep = queued;
    }

    /** Queues a message; it must not change until the flush. */
    public void queue(OutgoingMessage message, RouterCounters sender) {
        if (batch.isFull()) {
            flush();
        }
        senders[batch.add(message)] = sender;
    }

    /** Sends what is queued by one system call. */
    public void flush() {
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
