package dev.virtualip.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over HTTP: its files, its headers, what it refuses, and its streams. */
class PageServerTest {
    private PageServer server;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        server = PageServer.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "--page",
                () -> SampleReport.of(List.of("edge"), "node-a"),
                InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private BufferedReader send(String method, String path, String... headers) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        String host = String.join("", headers).contains("Host:") ? "" : "Host: localhost\r\n";
        String rest = List.of(headers).stream().map(header -> header + "\r\n").collect(Collectors.joining());
        socket.getOutputStream()
                .write("%s %s HTTP/1.1\r\n%s%s\r\n"
                        .formatted(method, path, host, rest)
                        .getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private String answer(String method, String path, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Connection: close";
        return send(method, path, all).lines().collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"/,text/html", "/page.css,text/css", "/page.js,text/javascript", "/icon.svg,image/svg+xml"})
    void fileIsServedWithStrictPolicy(String path, String type) throws IOException {
        assertThat(answer("GET", path).toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 200")
                .contains("content-type: " + type)
                .contains("content-security-policy: default-src 'none'; script-src 'self'")
                .contains("require-trusted-types-for 'script'", "nosniff", "cache-control: no-store");
    }

    @Test
    void pageNamesNothingOutside() throws IOException {
        for (String path : List.of("/", "/page.css", "/page.js")) {
            String text = answer("GET", path);
            assertThat(text.substring(text.indexOf("\n\n")))
                    .doesNotContain("https://", "http://", "innerHTML", " style=", "onclick=");
        }
    }

    @Test
    void headHasNoBody() throws IOException {
        assertThat(answer("HEAD", "/")).startsWith("HTTP/1.1 200").doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void otherMethodIsRefused(String method) throws IOException {
        assertThat(answer(method, "/snapshot")).startsWith("HTTP/1.1 405").contains("only GET and HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example", "localhost.attacker.example", "127.0.0.1.attacker.example:9853"})
    void hostNameOfAnotherSiteIsRefused(String host) throws IOException {
        assertThat(answer("GET", "/snapshot", "Host: " + host))
                .startsWith("HTTP/1.1 421")
                .contains("open http://localhost:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9853", "127.0.0.1:9853", "[::1]:9853", "192.0.2.1"})
    void addressAndLocalhostAreAccepted(String host) {
        assertThat(PageServer.isOwnName(host)).isTrue();
    }

    @Test
    void requestThatAnotherSiteCausesIsRefused() throws IOException {
        assertThat(answer("GET", "/events", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        assertThat(answer("GET", "/", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
                .startsWith("HTTP/1.1 200");
        assertThat(answer("GET", "/events", "Sec-Fetch-Site: same-site")).startsWith("HTTP/1.1 403");
    }

    @Test
    void snapshotIsJson() throws IOException {
        assertThat(answer("GET", "/snapshot")).contains("application/json", "\"name\":\"edge\"");
    }

    @Test
    void unknownPathNamesThePaths() throws IOException {
        assertThat(answer("GET", "/metrics")).startsWith("HTTP/1.1 404").contains("the page is at /");
    }

    @Test
    void streamBeginsWithTheWholeStateAndContinuesFromTheLastEvent() throws IOException {
        String event = read(send("GET", "/events"), "data: {");
        assertThat(event).contains("\"whole\":true");
        String number = event.substring(event.indexOf("id: ") + 4, event.indexOf("\ndata:"));

        assertThat(read(send("GET", "/events", "Last-Event-ID: " + number), "event: alive"))
                .doesNotContain("data: {");
        assertThat(read(send("GET", "/events", "Last-Event-ID: nonsense"), "data: {"))
                .contains("\"whole\":true");
    }

    @Test
    void streamsAreBounded() throws IOException {
        for (int i = 0; i < PageServer.MAX_STREAMS; i++) {
            read(send("GET", "/events"), "data: {");
        }

        assertThat(answer("GET", "/events")).startsWith("HTTP/1.1 503").contains("close one and reload");
        assertThat(answer("GET", "/")).startsWith("HTTP/1.1 200");
    }

    private static String read(BufferedReader reader, String until) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            text.append(line).append('\n');
            if (line.startsWith(until)) {
                return text.toString();
            }
        }
        return text.append("(the stream ended)").toString();
    }
}
