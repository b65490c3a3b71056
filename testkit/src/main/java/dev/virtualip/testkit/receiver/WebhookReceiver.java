package dev.virtualip.testkit.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * Server that keeps the requests of webhooks, and answers them with a status that the test chooses. One request for
 * each connection. Not the JDK's server, whose settings for the whole process the programs choose themselves.
 */
public final class WebhookReceiver implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MAX_BODY = 1 << 20;

    private final ServerSocket server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    /**
     * Received request.
     *
     * @param status how it was answered
     * @param path its path
     * @param headers its headers; their names without regard to case
     * @param body its body
     */
    public record Received(int status, String path, Map<String, String> headers, String body) {}

    private WebhookReceiver(ServerSocket server) {
        this.server = server;
        Thread.ofPlatform().daemon().name("webhook-receiver").start(this::accept);
    }

    /** A running server on the loopback. */
    public static WebhookReceiver start() throws IOException {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** A running server, in the namespace of the calling thread. */
    public static WebhookReceiver start(InetSocketAddress address) throws IOException {
        return new WebhookReceiver(new ServerSocket(address.getPort(), 50, address.getAddress()));
    }

    /** A running server with TLS on the loopback. */
    public static WebhookReceiver start(SSLContext tls) throws IOException {
        return new WebhookReceiver(
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** The port that it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Answers later requests with a status; a redirect leads to /elsewhere. */
    public void answerWith(int code) {
        status = code;
    }

    /** The requests received so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The bodies of the requests that were accepted. */
    public List<String> accepted() {
        return received.stream()
                .filter(request -> request.status() < 300)
                .map(Received::body)
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(PATIENCE_MILLIS);
                answer(connection);
            } catch (IOException _) {
                // The client went away, or the server is closed.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        List<String> request = List.of(line(in).split(" ", 3));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Math.min(MAX_BODY, Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        int code = status;
        received.add(new Received(code, request.get(1), headers, body));
        String location = code / 100 == 3 ? "Location: /elsewhere\r\n" : "";
        String answer =
                "HTTP/1.1 %d Answer\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n".formatted(code, location);
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the request ends within its header");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
