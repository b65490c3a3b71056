package dev.virtualip.agent;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Receiving end of the notification protocol: a bound datagram socket of the kernel, as systemd has one. */
final class NotifyListener implements AutoCloseable {
    private static final int SIZE = 4096;

    private final Socket socket;

    /** Binds it to an absolute path, or to an abstract name after an {@code @}. */
    NotifyListener(String name) throws IOException {
        Epoll.ensureAvailability();
        socket = Socket.newSocketDomainDgram();
        socket.bind(new DomainSocketAddress(name.replaceFirst("^@", "\0")));
    }

    /** Waits for a message; empty if none comes in time. */
    String next(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
        while (System.nanoTime() < end) {
            int length = socket.recv(memory, 0, SIZE);
            if (length > 0) {
                byte[] bytes = new byte[length];
                memory.get(0, bytes);
                return new String(bytes, StandardCharsets.UTF_8);
            }
            Thread.sleep(5);
        }
        return "";
    }

    /** Takes all messages until none comes for that long. */
    List<String> untilQuiet(Duration quiet) throws IOException, InterruptedException {
        List<String> messages = new ArrayList<>();
        for (String message = next(quiet); !message.isEmpty(); message = next(quiet)) {
            messages.add(message);
        }
        return messages;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
