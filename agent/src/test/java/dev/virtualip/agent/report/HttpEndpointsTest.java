package dev.virtualip.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEndpointsTest {
    private static final InetSocketAddress LOOPBACK = ListenAddress.parse("127.0.0.1:0");
    private static final HttpSources SOURCES = Samples.sources(CompletableFuture.completedFuture(Samples.node()), true);

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpEndpoints endpoints;

    @BeforeEach
    void open() throws IOException {
        endpoints = HttpEndpoints.open(LOOPBACK, SOURCES);
    }

    @AfterEach
    void close() {
        endpoints.close();
        client.close();
    }

    @Test
    void theFourPathsAnswer() throws Exception {
        for (String path : List.of("/metrics", "/healthz", "/readyz", "/state")) {
            assertThat(send("GET", path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(send("GET", "/state?pretty").body()).startsWith("{").contains("\"node\" : \"node-a\"");
        assertThat(send("GET", "/other").statusCode()).isEqualTo(404);
    }

    @Test
    void headSaysTheSameWithoutTheBody() throws Exception {
        HttpResponse<String> head = send("HEAD", "/healthz");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("3");
    }

    @Test
    void nobodyWritesHere() throws Exception {
        HttpResponse<String> post = send("POST", "/state");

        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void theOutsideServesMetricsAlone() throws Exception {
        endpoints.close();
        endpoints = HttpEndpoints.openMetrics(LOOPBACK, SOURCES);

        assertThat(send("GET", "/metrics").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/state").statusCode()).isEqualTo(404);
    }

    @Test
    void aPortInUseIsSaidWithAddressAndRemedy() {
        InetSocketAddress taken = endpoints.address();

        assertThatThrownBy(() -> HttpEndpoints.open(taken, SOURCES))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("127.0.0.1:" + taken.getPort(), "in use", "--http");
    }

    @Test
    void anAddressOfAnotherHostIsSaidToo() {
        assertThatThrownBy(() -> HttpEndpoints.openMetrics(ListenAddress.parse("192.0.2.1:0"), SOURCES))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("192.0.2.1:0", "--metrics");
    }

    @Test
    void clientsThatSayNothingDoNotHoldItUp() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                silent.add(new Socket(LOOPBACK.getAddress(), endpoints.address().getPort()));
            }
            assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void afterTheEndThePortIsFree() throws IOException {
        InetSocketAddress address = endpoints.address();
        endpoints.close();

        endpoints = HttpEndpoints.open(address, SOURCES);
        assertThat(endpoints.address()).isEqualTo(address);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoints.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .method(
                        method,
                        method.equals("POST") ? BodyPublishers.ofString("x".repeat(100_000)) : BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
