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

    boolean isOf(String other) {
        return key.equals(other);
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
