package dev.virtualip.agent.loop;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.RawSocket;
import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.linux.SendBatch;

/** Sends and receives the VRRP packets of one address family on one interface. Never blocks. */
public interface VrrpSocket extends AutoCloseable {
    /** The most packets that one {@link #receive} takes. */
    int BATCH_SIZE = RawSocket.BATCH_SIZE;

    /** The descriptor, for a {@link Poller}. */
    int descriptor();

    /**
     * Receives what is queued, see {@link #packet}.
     *
     * @return how many packets, 0..{@link #BATCH_SIZE}; fewer than {@link #BATCH_SIZE} mean that the queue was empty
     * @throws NativeIoException if the socket is no longer usable
     */
    int receive() throws NativeIoException;

    /** The packet of this index, 0..received-1; valid until the next {@link #receive}. */
    ReceivedPacket packet(int index);

    /** The number of packets that were dropped because the receive buffer was full. */
    long overflows();

    /**
     * Sends all messages of a batch and empties it; {@link SendBatch#errno} has the result of each.
     *
     * @return how many left
     */
    int send(SendBatch batch);

    @Override
    void close();
}
