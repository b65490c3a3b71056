package dev.virtualip.agent.loop;

import io.netty.channel.IoRegistration;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.Future;

/** Watches descriptors on Netty's loop. */
public final class NettyPoller implements Poller {
    private final ManualIoEventLoop loop;

    public NettyPoller(ManualIoEventLoop loop) {
        this.loop = loop;
    }

    @Override
    public Poller.Watch watch(int descriptor) {
        SocketHandle handle = new SocketHandle(descriptor);
        Future<IoRegistration> registering = loop.register(handle);
        IoRegistration registration = registering.getNow();
        if (registration == null) {
            throw new IllegalStateException("descriptor " + descriptor + " cannot be watched", registering.cause());
        }
        registration.submit(EpollIoOps.EPOLLIN);
        return new Poller.Watch() {
            @Override
            public boolean takeReadable() {
                return handle.takeReadable();
            }

            @Override
            public void close() {
                registration.cancel();
            }
        };
    }
}
