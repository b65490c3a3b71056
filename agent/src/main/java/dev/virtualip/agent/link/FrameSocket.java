package dev.virtualip.agent.link;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.linux.SendBatch;
import java.nio.ByteBuffer;

/** Sends, or receives, whole Ethernet frames with ARP or neighbor discovery messages. Never blocks. */
public interface FrameSocket extends AutoCloseable {
    /** The most frames that one {@link #receive} takes. */
    int BATCH_SIZE = PacketSocket.BATCH_SIZE;

    /** The descriptor, for a poller. */
    int descriptor();

    /**
     * Receives what is queued, see {@link #frame}.
     *
     * @return how many frames, 0..{@link #BATCH_SIZE}; fewer than {@link #BATCH_SIZE} mean that the queue was empty
     * @throws NativeIoException if the socket is no longer usable
     */
    int receive() throws NativeIoException;

    /** The frame of this index, 0..received-1, to be read by absolute index; valid until the next {@link #receive}. */
    ByteBuffer frame(int index);

    /** The number of frames that were dropped because the receive buffer was full. */
    long overflows();

    /**
     * Sends all frames of a batch and empties it.
     *
     * @return how many left
     */
    int send(SendBatch batch);

    @Override
    void close();
}
