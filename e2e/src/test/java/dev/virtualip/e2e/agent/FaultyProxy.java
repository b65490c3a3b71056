package dev.virtualip.e2e.agent;

import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.TrustedCertificates;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A proxy in front of the API server, on its host, that agents connect to. It has a certificate of its own and relays
 * requests unchanged until a fault is set. Each connection carries one request, so that all are seen.
 */
final class FaultyProxy implements AutoCloseable {
    private static final int PORT = 7443;
    private static final int CONNECT_MILLIS = 2000;
    private static final int MAX_HEAD = 1 << 16;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d{1,9})");

    private final InetAddress address;
    private final InetSocketAddress server;
    private final SSLSocketFactory inside;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private volatile ProxyKeys keys;
    private volatile ProxyFault fault = ProxyFault.NONE;

    FaultyProxy(KubeCluster cluster, ProxyKeys keys) {
        this.address = cluster.management().inet(cluster.control());
        this.server =
                new InetSocketAddress(address, URI.create(cluster.api().url()).getPort());
        this.inside = TrustedCertificates.in(cluster.api().certificates());
        this.keys = keys;
        this.listener = cluster.control().namespace().call(() -> new ServerSocket(PORT, 64, address));
        cluster.lab().closing(this);
        cluster.control().namespace().start("proxy", this::accept);
    }

    String url() {
        return "https://" + address.getHostAddress() + ":" + PORT;
    }

    /** Present key and certificate. */
    ProxyKeys keys() {
        return keys;
    }

    /** Does this from now on, and cuts off what is under way. */
    void become(ProxyFault now) {
        fault = now;
        cut();
    }

    /** Shows another certificate from now on, and cuts off what is under way. */
    void show(ProxyKeys now) {
        keys = now;
        cut();
    }

    /** Cuts off what is under way, watches included. */
    void cut() {
        List.copyOf(open).forEach(FaultyProxy::close);
    }

    /** The first lines of all requests so far, as in {@code GET /api HTTP/1.1}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        close(listener);
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                // A socket stays in the namespace of the thread that first uses it; the threads below may be anywhere.
                Socket upstream = new Socket();
                upstream.bind(null);
                open.add(upstream);
                Thread.startVirtualThread(() -> serve(client, upstream));
            } catch (IOException closed) {
                // The loop looks whether it is over.
            }
        }
    }

    private void serve(Socket client, Socket upstream) {
        try (client;
                upstream;
                SSLSocket outside =
                        (SSLSocket) keys.tls().getSocketFactory().createSocket(client, null, client.getPort(), true)) {
            if (fault.kind() == ProxyFault.Kind.GONE) {
                return;
            }
            outside.setUseClientMode(false);
            String head = head(outside.getInputStream());
            byte[] body = outside.getInputStream().readNBytes(length(head));
            String request = head.lines().findFirst().orElse("");
            requests.add(request);
            ProxyFault now = fault;
            if (now.kind() == ProxyFault.Kind.SILENT) {
                outside.getInputStream().transferTo(OutputStream.nullOutputStream());
            } else if (now.refuses(request)) {
                outside.getOutputStream().write(now.answer().getBytes(StandardCharsets.UTF_8));
            } else {
                upstream.connect(server, CONNECT_MILLIS);
                relay(head + "Connection: close\r\n\r\n", body, upstream, outside.getOutputStream());
            }
        } catch (IOException cutOff) {
            // The client notices.
        } finally {
            open.removeAll(List.of(client, upstream));
        }
    }

    private void relay(String head, byte[] body, Socket upstream, OutputStream back) throws IOException {
        try (Socket tls = inside.createSocket(upstream, address.getHostAddress(), server.getPort(), true)) {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            request.writeBytes(body);
            tls.getOutputStream().write(request.toByteArray());
            tls.getInputStream().transferTo(back);
        }
    }

    /** The head of a request, without the empty line that ends it. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < MAX_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("cut off in the middle of a head");
            }
            head.append((char) next);
            if (next == '\n' && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                return head.substring(0, head.length() - 2);
            }
        }
        throw new IOException("a head without end");
    }

    private static int length(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
