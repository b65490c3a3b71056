package dev.virtualip.testkit.probe;

import dev.virtualip.testkit.kernel.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Port on this machine's loopback that leads to one on the loopback of a namespace, as a port-forward does. */
public final class PortForward implements AutoCloseable {
    private static final int BACKLOG = 16;
    private static final int PATIENCE_MILLIS = 5000;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Namespace namespace;
    private final int target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private PortForward(Namespace namespace, int target, ServerSocket server) {
        this.namespace = namespace;
        this.target = target;
        this.server = server;
    }

    /** Begins to forward. */
    public static PortForward to(Namespace namespace, int target) {
        try {
            PortForward forward = new PortForward(namespace, target, new ServerSocket(0, BACKLOG, LOOPBACK));
            Thread.ofPlatform().daemon().name("port forward").start(forward::accept);
            return forward;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of the server behind it. */
    public String url() {
        return "http://127.0.0.1:%d/".formatted(server.getLocalPort());
    }

    @Override
    public void close() {
        close(server);
        open.forEach(PortForward::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> forward(client));
            } catch (IOException _) {
                // Closed, or a client that is gone already.
            }
        }
    }

    private void forward(Socket client) {
        try (client;
                Socket behind = namespace.call(this::connect)) {
            open.add(behind);
            Thread back = Thread.ofVirtual().start(() -> copy(behind, client));
            copy(client, behind);
            back.join();
            open.remove(behind);
        } catch (IOException | RuntimeException _) {
            // The client sees a closed connection.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(LOOPBACK, target), PATIENCE_MILLIS);
        return socket;
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One side is gone.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception _) {
            // Nothing depends on it.
        }
    }
}
