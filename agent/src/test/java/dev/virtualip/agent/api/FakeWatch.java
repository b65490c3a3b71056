package dev.virtualip.agent.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One watch of the fake API server. */
final class FakeWatch {
    private final HttpExchange exchange;
    private final String key;

    FakeWatch(HttpExchange exchange, String key) {
        this.exchange = exchange;
        this.key = key;
    }

    boolean isOf(String object) {
        return selects(key, object);
    }

    /** Whether a key is that of an object, or, with a slash at its end, that of all objects below it. */
    static boolean selects(String key, String object) {
        return key.endsWith("/") ? object.startsWith(key) : object.equals(key);
    }

    void begin() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
    }

    void send(String line) {
        try {
            OutputStream body = exchange.getResponseBody();
            body.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            body.flush();
        } catch (IOException _) {
            // The watcher has disconnected.
        }
    }

    void close() {
        exchange.close();
    }
}
