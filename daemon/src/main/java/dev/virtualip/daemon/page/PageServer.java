package dev.virtualip.daemon.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.daemon.HttpEndpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page: its files, {@code /snapshot} and {@code /events}. A request has to name the server by an IP address
 * or {@code localhost}, so that a foreign site cannot reach it through a name of its own (DNS rebinding), and a browser
 * must not send it on behalf of another site. The number of streams is bounded. Each ends after some seconds, and the
 * browser continues from the last event that it saw: a client that is gone or does not read holds a connection for a
 * bounded time only.
 */
public final class PageServer implements AutoCloseable {
    /** The most streams at once. */
    static final int MAX_STREAMS = 32;

    /** Less than the time after which the HTTP server closes the connection of an answer. */
    private static final long STREAM_NANOS = TimeUnit.SECONDS.toNanos(8);

    private static final long TURN_MILLIS = 500;
    private static final int HEARTBEAT_TURNS = 6;
    private static final int MISDIRECTED = 421;
    private static final Pattern HOST =
            Pattern.compile("(?i)(?:localhost|\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(?::\\d{1,5})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Map<String, String> FILES =
            Map.of("/", "index.html", "/page.css", "page.css", "/page.js", "page.js", "/icon.svg", "icon.svg");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private final PageFeed feed;
    private final Semaphore streams = new Semaphore(MAX_STREAMS);
    private volatile boolean closed;
    private @Nullable HttpEndpoints http;

    private PageServer(PageFeed feed) {
        this.feed = feed;
    }

    /**
     * Starts a server.
     *
     * @param option the option that named the address, for the error
     * @param report makes the report that the page shows; called at most twice a second, while a client asks
     * @throws IOException if it cannot listen there; the message names address and remedy
     */
    public static PageServer open(
            InetSocketAddress address, String option, Supplier<StatusReport> report, InstantSource clock)
            throws IOException {
        PageServer server = new PageServer(
                new PageFeed(clock.millis(), report, () -> clock.instant().toString(), System::nanoTime));
        server.http = HttpEndpoints.serve(address, option, server::handle);
        return server;
    }

    /** The address it listens on, with the actual port. */
    public InetSocketAddress address() {
        return Objects.requireNonNull(http).address();
    }

    /** Ends the streams and closes the port. */
    @Override
    public void close() {
        closed = true;
        if (http != null) {
            http.close();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Headers headers = exchange.getRequestHeaders();
            secure(exchange.getResponseHeaders());
            if (!head && !method.equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                text(exchange, HttpURLConnection.HTTP_BAD_METHOD, "only GET and HEAD", false);
            } else if (!isOwnName(headers.getFirst("Host"))) {
                text(
                        exchange,
                        MISDIRECTED,
                        "The page answers at an IP address or localhost only; open http://localhost:%d/"
                                .formatted(address().getPort()),
                        head);
            } else if (isFromAnotherSite(exchange)) {
                text(exchange, HttpURLConnection.HTTP_FORBIDDEN, "Another site may not read the page", head);
            } else {
                answer(exchange, exchange.getRequestURI().getPath(), head);
            }
        }
    }

    private void answer(HttpExchange exchange, String path, boolean head) throws IOException {
        String file = FILES.get(path);
        if (file != null) {
            send(exchange, HttpURLConnection.HTTP_OK, type(file), read(file), head);
        } else if (path.equals("/snapshot")) {
            byte[] body = feed.since(0).json().getBytes(StandardCharsets.UTF_8);
            send(exchange, HttpURLConnection.HTTP_OK, "application/json", body, head);
        } else if (path.equals("/events")) {
            events(exchange, head);
        } else {
            text(
                    exchange,
                    HttpURLConnection.HTTP_NOT_FOUND,
                    "not found; the page is at /, its data at /snapshot and /events",
                    head);
        }
    }

    private void events(HttpExchange exchange, boolean head) throws IOException {
        if (head) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, -1);
            return;
        }
        if (!streams.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "10");
            text(
                    exchange,
                    HttpURLConnection.HTTP_UNAVAILABLE,
                    "%d pages are open already; close one and reload".formatted(MAX_STREAMS),
                    false);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
            stream(exchange.getResponseBody(), seen(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            streams.release();
        }
    }

    private void stream(OutputStream out, long last) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long seen = last;
        write(out, "retry: 100\n\n");
        for (int turn = 1; !closed && System.nanoTime() - began < STREAM_NANOS; turn++) {
            PageFeed.Update update = feed.since(seen);
            seen = update.number();
            if (!update.json().isEmpty()) {
                write(out, "id: %d\ndata: %s\n\n".formatted(seen, update.json()));
            } else if (turn % HEARTBEAT_TURNS == 1) {
                write(out, "event: alive\ndata:\n\n");
            }
            Thread.sleep(TURN_MILLIS);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static long seen(@Nullable String id) {
        return id != null && NUMBER.matcher(id).matches() ? Long.parseLong(id) : 0;
    }

    static boolean isOwnName(@Nullable String host) {
        return host != null && HOST.matcher(host).matches();
    }

    /** Whether a browser says that another site caused the request; following a link to the page is allowed. */
    private static boolean isFromAnotherSite(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean navigates = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
                && exchange.getRequestURI().getPath().equals("/");
        return site != null && !site.equals("same-origin") && !site.equals("none") && !navigates;
    }

    private static void secure(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private static String type(String file) {
        return Objects.requireNonNull(TYPES.get(file.substring(file.indexOf('.') + 1)));
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = PageServer.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
    }

    private static void text(HttpExchange exchange, int status, String line, boolean head) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8), head);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body, boolean head)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
