package dev.virtualip.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class HttpEndpointsTest {
    private static final InetSocketAddress LOOPBACK = ListenAddress.parse("127.0.0.1:0");
    private static final MetricSnapshots METRICS = MetricSnapshots.of(CounterSnapshot.builder()
            .name("some")
            .dataPoint(CounterDataPointSnapshot.builder().value(3).build())
            .build());
    private static final Answers PATHS = (path, accept) -> switch (path) {
        case "/healthz" -> Answer.text(Answer.OK, "ok");
        case "/metrics" -> MetricsText.of(METRICS, accept);
        case "/broken" -> throw new IllegalStateException("a defect");
        case "/half" ->
            Answer.ok("text/plain", out -> {
                out.write(new byte[20_000]);
                throw new IllegalStateException("a defect after the half");
            });
        default -> Answer.text(Answer.NOT_FOUND, "there is /healthz");
    };

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpEndpoints endpoints;

    @BeforeEach
    void open() throws IOException {
        endpoints = HttpEndpoints.open(LOOPBACK, "--http", PATHS);
    }

    @AfterEach
    void close() {
        endpoints.close();
        client.close();
    }

    @Test
    void pathAloneSaysWhatIsAnswered() throws Exception {
        assertThat(send("GET", "/healthz?verbose").body()).isEqualTo("ok\n");
        assertThat(send("GET", "/other").statusCode()).isEqualTo(404);
    }

    @Test
    void metricsComeInTheFormatThatIsAskedFor() throws Exception {
        assertThat(send("GET", "/metrics").body()).contains("some_total 3").doesNotContain("# EOF");
        assertThat(MetricsText.of(METRICS, "application/openmetrics-text; version=1.0.0")
                        .contentType())
                .startsWith("application/openmetrics-text");
    }

    @Test
    void defectIsAnAnswerToo() throws Exception {
        assertThat(send("GET", "/broken").statusCode()).isEqualTo(500);
        assertThat(send("GET", "/broken").body()).contains("a defect");
        assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void bodyThatFailsMidwayIsAnErrorForTheClient() throws Exception {
        assertThatThrownBy(() -> send("GET", "/half")).isInstanceOf(IOException.class);
        assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void headSaysTheSameWithoutTheBody() throws Exception {
        HttpResponse<String> head = send("HEAD", "/healthz");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("3");
    }

    @Test
    void headPromisesNoLengthThatIsNotKnown() throws Exception {
        HttpResponse<String> head = send("HEAD", "/metrics");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).isEmpty();
        assertThat(head.body()).isEmpty();
    }

    /** Often, because a connection that is reset loses its answer only now and then. */
    @RepeatedTest(50)
    void writingMethodsAreRefused() throws Exception {
        HttpResponse<String> post = send("POST", "/healthz");

        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void promisedBodyThatNeverComesDelaysOthersOnlyBriefly() throws Exception {
        assertAnswersBeside(4, "POST /healthz HTTP/1.1\r\nHost: any\r\nContent-Length: 1000\r\n\r\n");
    }

    @Test
    void portInUseIsReportedWithAddressAndRemedy() {
        InetSocketAddress taken = endpoints.address();

        assertThatThrownBy(() -> HttpEndpoints.open(taken, "--http", PATHS))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("127.0.0.1:" + taken.getPort(), "in use", "--http");
    }

    @Test
    void addressOfAnotherHostIsReportedToo() {
        assertThatThrownBy(() -> HttpEndpoints.open(ListenAddress.parse("192.0.2.1:0"), "--metrics", PATHS))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("192.0.2.1:0", "--metrics");
    }

    @Test
    void clientsThatSayNothingDoNotHoldItUp() throws Exception {
        assertAnswersBeside(20, "");
    }

    @Test
    void afterTheEndThePortIsFree() throws IOException {
        InetSocketAddress address = endpoints.address();
        endpoints.close();

        endpoints = HttpEndpoints.open(address, "--http", PATHS);
        assertThat(endpoints.address()).isEqualTo(address);
    }

    /** One more client is answered while others have said so much and no more. */
    private void assertAnswersBeside(int others, String said) throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < others; i++) {
                Socket socket =
                        new Socket(LOOPBACK.getAddress(), endpoints.address().getPort());
                open.add(socket);
                socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
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
