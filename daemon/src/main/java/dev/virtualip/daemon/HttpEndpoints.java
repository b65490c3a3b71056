package dev.virtualip.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * HTTP server of a program, for metrics and health. Accepts GET and HEAD only. Ignores the body of a request, but reads
 * up to 256 KiB of it: closing a connection with unread bytes resets it, and the reset may overtake the answer (RFC
 * 9112, section 9.6). Connections, threads and the time for a request are bounded, and each server has threads of its
 * own, so that slow clients of one do not affect the other.
 */
public final class HttpEndpoints implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;
    private static final long THREAD_IDLE_SECONDS = 10;

    /** Limits of the JDK's server: system properties, which it reads with its first use. */
    private static final Map<String, String> BOUNDS = Map.of(
            "jdk.httpserver.maxConnections", "64",
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "10",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "sun.net.httpserver.maxIdleConnections", "8",
            "sun.net.httpserver.drainAmount", "262144",
            "sun.net.httpserver.nodelay", "true");

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpEndpoints(HttpServer server, ExecutorService threads, HttpHandler handler) {
        this.server = server;
        this.threads = threads;
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /**
     * Starts a server.
     * @param option the option that named the address, for the error
     * @throws IOException if it cannot listen there; the message names address and remedy
     */
    public static HttpEndpoints open(InetSocketAddress address, String option, Answers answers) throws IOException {
        // No more than one task for a connection, so that the queue is bounded by them.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform().daemon().name("http").unstarted(task));
        threads.allowCoreThreadTimeOut(true);
        return new HttpEndpoints(listen(address, option), threads, exchange -> handle(exchange, answers));
    }

    /**
     * Starts a server whose answers may take long: each connection has a virtual thread.
     *
     * @param option the option that named the address, for the error
     * @throws IOException if it cannot listen there; the message names address and remedy
     */
    public static HttpEndpoints serve(InetSocketAddress address, String option, HttpHandler handler)
            throws IOException {
        return new HttpEndpoints(listen(address, option), Executors.newVirtualThreadPerTaskExecutor(), handler);
    }

    /** The address it listens on, with the actual port. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer listen(InetSocketAddress address, String option) throws IOException {
        BOUNDS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new IOException(
                    "cannot listen on %s: %s; stop the program that uses it, or name another ADDRESS:PORT with %s"
                            .formatted(ListenAddress.format(address), e.getMessage(), option),
                    e);
        }
    }

    /**
     * Closes the exchange after a complete answer only. Closing it after half a body would end the body in order, and
     * the client would take it for complete; the exception makes the server close the connection instead.
     */
    private static void handle(HttpExchange exchange, Answers answers) throws IOException {
        String method = exchange.getRequestMethod();
        boolean head = method.equals("HEAD");
        if (head || method.equals("GET")) {
            send(exchange, answer(exchange, answers), head);
        } else {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            send(exchange, Answer.text(Answer.METHOD_NOT_ALLOWED, "only GET and HEAD"), false);
        }
        exchange.close();
    }

    private static Answer answer(HttpExchange exchange, Answers answers) {
        String path = exchange.getRequestURI().getPath();
        try {
            return answers.to(path, exchange.getRequestHeaders().getFirst("Accept"));
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(HttpEndpoints.class)
                    .warn("Failed to answer HTTP request {}. Please report this bug.", path, e);
            return Answer.text(Answer.INTERNAL_ERROR, "internal error: " + e);
        }
    }

    private static void send(HttpExchange exchange, Answer answer, boolean head) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (head) {
            if (answer.length() != Answer.UNKNOWN) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(answer.length()));
            }
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            // 0 means chunks of any number.
            exchange.sendResponseHeaders(answer.status(), Math.max(answer.length(), 0));
            write(exchange, answer);
        }
    }

    /** Writes the body in pieces. After a defect the client sees an error, and the log has the reason. */
    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        try {
            OutputStream out = new BufferedOutputStream(exchange.getResponseBody());
            answer.writeTo(out);
            out.flush();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(HttpEndpoints.class)
                    .warn(
                            "Failed to write the answer to HTTP request {}. Please report this bug.",
                            exchange.getRequestURI().getPath(),
                            e);
            throw new IOException("incomplete answer", e);
        }
    }
}
