package dev.virtualip.agent.router;

import io.netty.channel.IoRegistration;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.Future;

/** Watches descriptors on Netty's loop. */
final class NettyPoller implements Ports.Poller {
    private final ManualIoEventLoop loop;

    NettyPoller(ManualIoEventLoop loop) {
        this.loop = loop;
    }

    @Override
    public Ports.Watch watch(int descriptor) {
        SocketHandle handle = new SocketHandle(descriptor);
        Future<IoRegistration> registering = loop.register(handle);
        IoRegistration registration = registering.getNow();
        if (registration == null) {
            throw new IllegalStateException("descriptor " + descriptor + " cannot be watched", registering.cause());
        }
        registration.submit(EpollIoOps.EPOLLIN);
        return new Ports.Watch() {
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
