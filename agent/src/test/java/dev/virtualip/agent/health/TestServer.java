package dev.virtualip.agent.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Server on a loopback port; each connection is served on a thread of its own. */
final class TestServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Exchange exchange;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<@Nullable String> request = new AtomicReference<>();

    /** Serves one connection, which is closed afterwards. */
    interface Exchange {
        void serve(Socket connection, String request) throws Exception;
    }

    TestServer(ServerSocket socket, Exchange exchange) {
        this.socket = socket;
        this.exchange = exchange;
        Thread.ofVirtual().start(this::accept);
    }

    static TestServer start(Exchange exchange) throws IOException {
        return new TestServer(new ServerSocket(0, 1000, InetAddress.ofLiteral("127.0.0.1")), exchange);
    }

    /** A server that answers each request with this text, where \n ends a line of the header. */
    static TestServer answering(String header, String body) throws IOException {
        return start((connection, ignored) -> write(connection, header.replace("\n", "\r\n") + "\r\n\r\n" + body));
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The header of the last request. */
    @Nullable
    String request() {
        return request.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                // Closed, or the client was gone already.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            StringBuilder header = new StringBuilder();
            while (!header.toString().endsWith("\r\n\r\n")) {
                int next = connection.getInputStream().read();
                if (next < 0) {
                    return;
                }
                header.append((char) next);
            }
            request.set(header.toString());
            exchange.serve(connection, header.toString());
        } catch (Exception e) {
            // The client has gone, which some tests want.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
