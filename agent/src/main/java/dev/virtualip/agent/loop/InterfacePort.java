package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.vrrp.Family;

/**
 * The socket of one interface and family that sends and receives the advertisements of all its virtual routers. One
 * socket for all Virtual Router IDs keeps parsing linear.
 */
public final class InterfacePort implements AutoCloseable {
    private final String interfaceName;
    private final int interfaceIndex;
    private final Family family;
    private final VrrpSocket socket;
    private final SendBatch batch = new SendBatch();
    private final RouterCounters[] senders = new RouterCounters[SendBatch.CAPACITY];
    private boolean queuedWhileAsleep;

    private InterfacePort(HostInterface link, Family family, VrrpSocket socket) {
        this.interfaceName = link.name();
        this.interfaceIndex = link.index();
        this.family = family;
        this.socket = socket;
    }

    /** Opens the socket. */
    static InterfacePort open(SocketFactory sockets, HostInterface link, Family family) throws NativeIoException {
        return new InterfacePort(link, family, sockets.openVrrp(link.name(), link.index(), family));
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

    public VrrpSocket socket() {
        return socket;
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
        socket.send(batch);
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
    }
}
