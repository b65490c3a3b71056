package dev.virtualip.agent.link;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.NetlinkSocket;
import java.nio.ByteBuffer;

/** A channel to the kernel's rtnetlink: requests and their answers, or reports of changes. */
public interface KernelChannel extends AutoCloseable {

    /** The descriptor, for a poller. */
    int descriptor();

    /**
     * Reads one datagram with reports without waiting.
     *
     * @throws NativeIoException if the channel is no longer usable
     */
    NetlinkSocket.Reading read() throws NativeIoException;

    /** The messages of the last reading, from position 0 to the limit; valid until the next. */
    ByteBuffer messages();

    /**
     * Sends requests, which the kernel carries out one after the other, and returns the acknowledgement of each.
     *
     * @throws NativeIoException if the kernel takes no requests, or not all acknowledgements came
     */
    ByteBuffer transact(ByteBuffer requests) throws NativeIoException;

    /**
     * Sends a dump request and returns all messages of the answer.
     *
     * @throws NativeIoException if the kernel refuses
     */
    ByteBuffer dump(ByteBuffer request) throws NativeIoException;

    @Override
    void close();
}
