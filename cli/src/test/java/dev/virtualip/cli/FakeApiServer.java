package dev.virtualip.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API server of which a test says what it answers. Answers to POST requests repeat what was sent. */
public final class FakeApiServer implements AutoCloseable {
    /** The path of our kinds. */
    public static final String GROUP = "/apis/virtualip.dev/v1alpha1/";

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private volatile Duration postDelay = Duration.ZERO;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private record Answer(int code, String type, String body) {}

    /** Starts one that knows nothing. */
    public FakeApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + path);
        Answer answer = exchange.getRequestMethod().equals("POST")
                ? new Answer(201, "application/json", sent)
                : answers.getOrDefault(path, failure(404, "the server could not find the requested resource"));
        if (exchange.getRequestMethod().equals("POST")) {
            Wait.millis(postDelay.toMillis());
        }
        answered.add(exchange.getRequestMethod() + " " + path);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.code(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Answers a path with these objects of a kind, as JSON. */
    public FakeApiServer list(String path, String kind, String items) {
        return json(path, "{\"kind\": \"%sList\", \"metadata\": {}, \"items\": [%s]}".formatted(kind, items));
    }

    /** Answers a path with this JSON. */
    public FakeApiServer json(String path, String body) {
        answers.put(path, new Answer(200, "application/json", body));
        return this;
    }

    /** Answers a path with this text. */
    public FakeApiServer text(String path, String body) {
        answers.put(path, new Answer(200, "text/plain", body));
        return this;
    }

    /** Answers a path with a failure. */
    public FakeApiServer fail(String path, int code, String message) {
        answers.put(path, failure(code, message));
        return this;
    }

    private static Answer failure(int code, String message) {
        String body = "{\"kind\": \"Status\", \"status\": \"Failure\", \"code\": %d, \"message\": \"%s\"}"
                .formatted(code, message.replace("\"", "\\\""));
        return new Answer(code, "application/json", body);
    }

    /** Does not know a path any more. */
    public void remove(String path) {
        answers.remove(path);
    }

    /** Carries out POST requests this long after it received them, beside other requests. */
    public void delayPosts(Duration delay) {
        postDelay = delay;
    }

    /** What it carried out, as method and path, in this order. */
    public List<String> answered() {
        return answered;
    }

    /** What it was asked, as method and path. */
    public List<String> requests() {
        return requests;
    }

    /** Its URL. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Writes a kubeconfig for it, whose context is {@code test}. */
    public Path kubeconfig(Path folder) {
        return kubeconfig(folder, url());
    }

    /** Writes a kubeconfig for another server. */
    public static Path kubeconfig(Path folder, String url) {
        try {
            return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: "%s"}}]
                users: [{name: test, user: {token: abc}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                """.formatted(url));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
