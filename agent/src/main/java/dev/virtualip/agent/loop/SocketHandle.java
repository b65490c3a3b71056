package dev.virtualip.agent.loop;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.unix.FileDescriptor;

/**
 * A descriptor on Netty's loop. It only notes that there is something to read: the read itself follows after the
 * pause rule was asked, and in the loop's own order.
 */
final class SocketHandle implements EpollIoHandle {
    private final FileDescriptor descriptor;
    private boolean readable = true;

    SocketHandle(int descriptor) {
        this.descriptor = new FileDescriptor(descriptor);
    }

    /** Whether something may be there to read since the last call. */
    boolean takeReadable() {
        boolean was = readable;
        readable = false;
        return was;
    }

    @Override
    public FileDescriptor fd() {
        return descriptor;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        readable = true;
    }

    /** The owner of the socket closes it. */
    @Override
    public void close() {}
}
