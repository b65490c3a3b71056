package dev.virtualip.agent;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sender of datagrams to the socket of a service manager, see sd_notify(3). Java itself has no such sockets; Netty,
 * whose native part runs the event loop, has.
 */
final class NotifySocket implements Closeable {
    /** The most bytes of a path in {@code struct sockaddr_un}, see unix(7). */
    private static final int PATH_MAX = 108;

    private static final int MESSAGE_MAX = 1024;

    private final byte[] path;
    private final Socket socket;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(MESSAGE_MAX);
    private boolean closed;

    private NotifySocket(byte[] path, Socket socket) {
        this.path = path;
        this.socket = socket;
    }

    /**
     * Opens one; null if the name is none that sd_notify(3) knows, or the kernel gives no socket: the agent works
     * without.
     *
     * @param name the value of {@code NOTIFY_SOCKET}: an absolute path, or an abstract name after an {@code @}
     */
    static @Nullable NotifySocket open(@Nullable String name) {
        if (name == null || name.length() < 2 || (name.charAt(0) != '/' && name.charAt(0) != '@')) {
            return null;
        }
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length > PATH_MAX || !Epoll.isAvailable()) {
            return null;
        }
        if (path[0] == '@') {
            path[0] = 0;
        }
        try {
            return new NotifySocket(path, Socket.newSocketDomainDgram());
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** Sends without waiting; false if nothing could be sent, which changes nothing for the agent. */
    synchronized boolean send(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        if (closed || bytes.length > MESSAGE_MAX) {
            return false;
        }
        memory.clear().put(bytes);
        try {
            return socket.sendToDomainSocket(memory, 0, bytes.length, path) == bytes.length;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // Its descriptor is free all the same.
        }
    }
}
