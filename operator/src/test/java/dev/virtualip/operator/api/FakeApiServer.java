package dev.virtualip.operator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.virtualip.operator.snapshot.LenientJson;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server in place of the API server, and a client of it. A test answers each request; what the code under test
 * sends is seen as it goes over the network.
 */
public final class FakeApiServer implements AutoCloseable {
    private final HttpServer server;
    private final KubernetesClient client;

    /**
     * A request.
     *
     * @param method the HTTP method
     * @param path the path without the query
     * @param query the query; null: none
     * @param contentType the media type of the body; null: none
     * @param body the body; null: none
     */
    public record Request(
            String method,
            String path,
            @Nullable String query,
            @Nullable String contentType,
            @Nullable JsonNode body) {

        /** The last segment of the path. */
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** A field of the body by its JSON pointer, as a text; empty: it is missing. */
        public String field(String pointer) {
            return Objects.requireNonNull(body).at(pointer).asText();
        }

        /** The body as an object. */
        public <T> T as(Class<T> type) {
            return Serialization.unmarshal(Objects.requireNonNull(body).toString(), type);
        }
    }

    /** An answer with a status other than 200. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int code;

        /** An answer with this status. */
        public RefusedException(int code) {
            this.code = code;
        }
    }

    private FakeApiServer(HttpServer server, KubernetesClient client) {
        this.server = server;
        this.client = client;
    }

    /** Starts a server that answers each request with the object that a function returns for it. */
    public static FakeApiServer start(Function<Request, Object> answers) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, answers));
            server.start();
            Config config = new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build();
            return new FakeApiServer(
                    server,
                    new KubernetesClientBuilder()
                            .withConfig(config)
                            .withKubernetesSerialization(LenientJson.serialization())
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of this server. */
    public KubernetesClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Function<Request, Object> answers) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getQuery(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                text.isBlank() ? null : Serialization.unmarshal(text, JsonNode.class));
        int code = 200;
        Object body;
        try {
            body = answers.apply(request);
        } catch (RefusedException e) {
            code = e.code;
            body = new StatusBuilder()
                    .withCode(e.code)
                    .withMessage("refused by the test")
                    .build();
        }
        byte[] bytes = Serialization.asJson(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
