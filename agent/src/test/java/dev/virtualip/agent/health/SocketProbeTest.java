package dev.virtualip.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SocketProbeTest {

    @ParameterizedTest
    @CsvSource({"200,true", "204,true", "301,true", "399,true", "400,false", "503,false"})
    void statusBelow400PassesByDefault(int status, boolean passes) throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 " + status + " Any\nContent-Length: 0", "")) {
            assertThat(run(HealthSpecs.http(server.port(), null)).equals(CheckResult.PASSED))
                    .isEqualTo(passes);
        }
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 302 Found\nLocation: http://192.0.2.1/", "")) {
            assertThat(run(HealthSpecs.http(server.port(), null, 302))).isEqualTo(CheckResult.PASSED);
            assertThat(error(HealthSpecs.http(server.port(), null, 200, 204)))
                    .isEqualTo("127.0.0.1:%d answered with status 302 instead of 200, 204", server.port());
        }
    }

    @Test
    void requestNamesPathAndHost() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 200 OK", "")) {
            run(HealthSpecs.http(server.port(), null));
            assertThat(server.request()).startsWith("GET /healthz HTTP/1.1\r\nHost: example.org\r\n");
            run(new HealthCheckTarget.Http("127.0.0.1", server.port(), "/", false, true, null, List.of(), null));
            assertThat(server.request()).contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n");
        }
    }

    @Test
    void serverOnIpv6IsAsked() throws Exception {
        try (TestServer server = new TestServer(
                new ServerSocket(0, 10, InetAddress.ofLiteral("::1")),
                (connection, ignored) -> TestServer.write(connection, "HTTP/1.1 200 OK\r\n\r\n"))) {
            run(new HealthCheckTarget.Http("::1", server.port(), "/", false, true, null, List.of(), null));
            assertThat(server.request()).contains("\r\nHost: [::1]:" + server.port() + "\r\n");
        }
    }

    @Test
    void bodyIsFoundAlsoAcrossChunksAndPackets() throws Exception {
        try (TestServer server = TestServer.start((connection, ignored) -> {
            TestServer.write(
                    connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nI am\r\n5; x=y\r\n al");
            Thread.sleep(20);
            TestServer.write(connection, "iv\r\n1\r\ne\r\n0\r\n\r\n");
        })) {
            assertThat(run(HealthSpecs.http(server.port(), "am alive"))).isEqualTo(CheckResult.PASSED);
            assertThat(error(HealthSpecs.http(server.port(), "dead"))).contains("does not contain \"dead\"");
        }
    }

    @Test
    void bodyEndsWithItsLengthThoughTheConnectionStays() throws Exception {
        try (TestServer server = TestServer.start((connection, ignored) -> {
            TestServer.write(connection, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok and more");
            Thread.sleep(10_000);
        })) {
            assertThat(run(HealthSpecs.http(server.port(), "ok"))).isEqualTo(CheckResult.PASSED);
            assertThat(error(HealthSpecs.http(server.port(), "more"))).contains("does not contain");
        }
    }

    @Test
    void hugeBodyIsReadInPartOnly() throws Exception {
        try (TestServer server = TestServer.start((connection, ignored) -> {
            TestServer.write(connection, "HTTP/1.1 200 OK\r\n\r\n");
            for (int i = 0; i < 1_000_000; i++) {
                TestServer.write(connection, "0123456789abcdef".repeat(64));
            }
        })) {
            assertThat(error(HealthSpecs.http(server.port(), "ok"))).contains("in its first 64 KiB");
        }
    }

    @Test
    void headerWithoutEndIsRefused() throws Exception {
        try (TestServer server = TestServer.start((connection, ignored) -> {
            TestServer.write(connection, "HTTP/1.1 200 OK\r\n");
            while (true) {
                TestServer.write(connection, "X-Filler: 0123456789abcdef0123456789abcdef\r\n");
            }
        })) {
            assertThat(error(HealthSpecs.http(server.port(), null))).contains("sent a header without end");
        }
    }

    @Test
    void otherProtocolIsNamed() throws Exception {
        try (TestServer server =
                TestServer.start((connection, ignored) -> TestServer.write(connection, "220 mail.example.org\r\n"))) {
            assertThat(error(HealthSpecs.http(server.port(), null)))
                    .isEqualTo("127.0.0.1:%d did not answer with HTTP/1.1", server.port());
        }
    }

    @Test
    void closedAndResetConnectionsAreNamed() throws Exception {
        try (TestServer server = TestServer.start((connection, ignored) -> {})) {
            assertThat(error(HealthSpecs.http(server.port(), null)))
                    .contains("closed the connection before its answer was complete");
        }
        try (TestServer server = TestServer.start((connection, ignored) -> connection.setSoLinger(true, 0))) {
            assertThat(error(HealthSpecs.http(server.port(), null)))
                    .isEqualTo("connection reset by 127.0.0.1:%d", server.port());
        }
    }

    @Test
    void refusedConnectionIsNamed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(error(HealthSpecs.http(port, null))).isEqualTo("connection refused by 127.0.0.1:%d", port);
        assertThat(Probes.run(HealthSpecs.tcp(port)))
                .isEqualTo(new CheckResult.Failed("connection refused by 127.0.0.1:" + port));
    }

    private static CheckResult run(HealthCheckTarget.Http target) {
        return Probes.run(target);
    }

    private static String error(HealthCheckTarget.Http target) {
        assertThat(run(target)).isInstanceOf(CheckResult.Failed.class);
        return ((CheckResult.Failed) run(target)).error();
    }
}
