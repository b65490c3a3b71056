package dev.virtualip.agent.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An API server that lists and watches objects by their name or by their Service, takes patches of their status, and
 * can be told to misbehave. Objects are JSON texts with {@code %d} in the place of their resource version; the name of
 * one that belongs to a Service is {@code SERVICE/NAME}.
 */
public final class FakeApiServer implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("fieldSelector=metadata\\.name%3D([^&]+)");
    private static final Pattern SERVICE = Pattern.compile("labelSelector=kubernetes\\.io%2Fservice-name%3D([^&]+)");
    private static final Pattern VERSION = Pattern.compile("resourceVersion=(\\d+)");

    private final @Nullable SSLContext tls;
    private final boolean certificates;
    private final Map<String, String> objects = new HashMap<>();
    private final Deque<Misdeed> misdeeds = new ArrayDeque<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<FakeWatch> watches = new ArrayList<>();
    private HttpServer server;
    private int version = 10;
    private int oldest;

    /** A request as it came in. */
    public record Seen(String verb, String path, @Nullable String token, String body, long nanos) {}

    /** What is answered to the next request that it is about. */
    public record Misdeed(Predicate<Seen> about, Answer answer) {}

    /** Answers a request in its own way; false: as usual after all. */
    @FunctionalInterface
    public interface Answer {
        /** Answers. */
        boolean to(HttpExchange exchange) throws IOException;
    }

    private FakeApiServer(@Nullable SSLContext tls, boolean certificates) throws IOException {
        this.tls = tls;
        this.certificates = certificates;
        this.server = FakeHttpServer.listen(0, tls, certificates, this::handle);
    }

    /** One without TLS, on any port of the loopback interface. */
    public static FakeApiServer start() throws IOException {
        return new FakeApiServer(null, false);
    }

    /** One with TLS. */
    public static FakeApiServer start(SSLContext tls) throws IOException {
        return new FakeApiServer(tls, false);
    }

    /** A server with TLS that requires a client certificate. */
    public static FakeApiServer startAskingForCertificates(SSLContext tls) throws IOException {
        return new FakeApiServer(tls, true);
    }

    /** Its URL. */
    public String url() {
        String scheme = tls == null ? "http" : "https";
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Creates or changes an object; {@code %d} in it is its resource version. */
    public synchronized void set(String collection, String name, String object) {
        String key = collection + "/" + name;
        version++;
        String text = object.replace("%d", Integer.toString(version));
        String type = objects.put(key, text) == null ? "ADDED" : "MODIFIED";
        tell(key, type, text);
    }

    /** Deletes an object. */
    public synchronized void delete(String collection, String name) {
        String key = collection + "/" + name;
        String text = objects.remove(key);
        version++;
        if (text != null) {
            tell(key, "DELETED", text);
        }
    }

    /** Sends a line of its own to all watches. */
    public synchronized void sendLine(String line) {
        watches.forEach(watch -> watch.send(line));
    }

    /** Ends all watches, as a server does after some minutes. */
    public synchronized void endWatches() {
        watches.forEach(FakeWatch::close);
        watches.clear();
    }

    /** Keeps all watches open and sends nothing more over them, as a proxy that lost its server. */
    public synchronized void muteWatches() {
        watches.clear();
    }

    /** Forgets everything that was before now: who asks for it is told that it is gone. */
    public synchronized void compact() {
        version++;
        oldest = version;
    }

    /** Misbehaves once. */
    public synchronized void next(Predicate<Seen> about, Answer answer) {
        misdeeds.add(new Misdeed(about, answer));
    }

    /** Answers the next request of this kind with a status and a {@code Status}. */
    public void next(String verb, int status) {
        next(seen -> seen.verb().equals(verb), exchange -> {
            send(exchange, status, "{\"kind\":\"Status\",\"code\":%d,\"message\":\"on purpose\"}".formatted(status));
            return true;
        });
    }

    /** The requests so far. */
    public synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The requests of one kind so far. */
    public List<Seen> seen(String verb) {
        return seen().stream().filter(request -> request.verb().equals(verb)).toList();
    }

    /** Goes away, and takes all connections with it. */
    public void stop() {
        server.stop(0);
        endWatches();
    }

    /** Comes back at the same place. */
    public void startAgain() throws IOException {
        server = FakeHttpServer.listen(server.getAddress().getPort(), tls, certificates, this::handle);
    }

    @Override
    public void close() {
        stop();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String verb = path.contains("&watch=1") ? "WATCH" : exchange.getRequestMethod();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Seen request = new Seen(
                verb,
                path,
                authorization == null ? null : authorization.replaceFirst("^Bearer ", ""),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                System.nanoTime());
        Misdeed misdeed = note(request);
        if (misdeed != null && misdeed.answer().to(exchange)) {
            return;
        }
        switch (verb) {
            case "GET" -> list(exchange, path);
            case "WATCH" -> watch(exchange, path);
            case "PATCH" -> send(exchange, 200, "{}");
            default -> send(exchange, 405, "{}");
        }
    }

    private synchronized @Nullable Misdeed note(Seen request) {
        seen.add(request);
        for (Misdeed misdeed : misdeeds) {
            if (misdeed.about().test(request)) {
                misdeeds.remove(misdeed);
                return misdeed;
            }
        }
        return null;
    }

    private void list(HttpExchange exchange, String path) throws IOException {
        String body;
        synchronized (this) {
            body = "{\"kind\":\"List\",\"items\":[%s],\"metadata\":{\"resourceVersion\":\"%d\"}}"
                    .formatted(String.join(",", selected(key(path))), version);
        }
        send(exchange, 200, body);
    }

    private void watch(HttpExchange exchange, String path) throws IOException {
        Matcher since = VERSION.matcher(path);
        int from = since.find() ? Integer.parseInt(since.group(1)) : 0;
        synchronized (this) {
            if (from >= oldest) {
                FakeWatch watch = new FakeWatch(exchange, key(path));
                watches.add(watch);
                watch.begin();
                selected(key(path)).stream()
                        .filter(object -> version(object) > from)
                        .forEach(missed -> watch.send("{\"type\":\"MODIFIED\",\"object\":%s}".formatted(missed)));
                return;
            }
        }
        send(exchange, 410, "{\"kind\":\"Status\",\"code\":410,\"message\":\"too old resource version\"}");
    }

    private void tell(String key, String type, String object) {
        watches.stream()
                .filter(watch -> watch.isOf(key))
                .forEach(watch -> watch.send("{\"type\":\"%s\",\"object\":%s}".formatted(type, object)));
    }

    private static int version(String object) {
        Matcher found = Pattern.compile("\"resourceVersion\":\"(\\d+)\"").matcher(object);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static String key(String path) {
        Matcher name = NAME.matcher(path);
        Matcher service = SERVICE.matcher(path);
        String collection = path.substring(0, path.indexOf('?')) + "/";
        return service.find() ? collection + service.group(1) + "/" : collection + (name.find() ? name.group(1) : "");
    }

    private List<String> selected(String key) {
        return objects.entrySet().stream()
                .filter(entry -> FakeWatch.selects(key, entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Answers with a status and a body. */
    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
