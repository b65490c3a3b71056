package dev.virtualip.testkit.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Server that keeps the requests of webhooks, and answers them with a status that the test chooses. */
public final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    /**
     * Received request.
     *
     * @param status how it was answered
     * @param path its path
     * @param headers the first value of each header, by its name in lower case
     * @param body its body
     */
    public record Received(int status, String path, Map<String, String> headers, String body) {}

    private WebhookReceiver(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    /** A running server on the loopback. */
    public static WebhookReceiver start() throws IOException {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** A running server. */
    public static WebhookReceiver start(InetSocketAddress address) throws IOException {
        return new WebhookReceiver(HttpServer.create(address, 0));
    }

    /** A running server with TLS on the loopback. */
    public static WebhookReceiver start(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new WebhookReceiver(server);
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
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
    public void close() {
        server.stop(0);
    }

    private void answer(@Nullable HttpExchange exchange) throws IOException {
        if (exchange == null) {
            return;
        }
        try (exchange) {
            int code = status;
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(code, exchange.getRequestURI().toString(), headers, body));
            if (code / 100 == 3) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(code, -1);
        }
    }
}
