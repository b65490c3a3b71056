package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Check of an HTTP or HTTPS server: one GET request on a new connection gets the expected answer. */
final class HttpProbe implements Probe {
    private static final int MIN_STATUS = 200;
    private static final int MAX_STATUS = 399;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final HealthCheckTarget.Http target;
    private final CheckConnection connection;
    private volatile String activity;

    HttpProbe(HealthCheckTarget.Http target) {
        this.target = target;
        connection = new CheckConnection(target.host(), target.port());
        activity = "connecting to " + connection;
    }

    @Override
    public CheckResult run() {
        try (Socket socket = connection.open()) {
            if (!target.https()) {
                return exchange(socket);
            }
            activity = "negotiating TLS with " + connection;
            TlsClient tls = new TlsClient(target.verify(), serverName());
            try (Socket secured = tls.secure(socket, connection)) {
                return exchange(secured);
            } catch (TlsClient.RefusedException e) {
                return new CheckResult.Failed(e.getMessage());
            }
        } catch (IOException e) {
            return new CheckResult.Failed(connection.describe(e));
        }
    }

    @Override
    public String activity() {
        return activity;
    }

    private CheckResult exchange(Socket socket) throws IOException {
        activity = "waiting for the answer of " + connection;
        socket.getOutputStream().write(request().getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer = new HttpAnswer(socket.getInputStream());
        try {
            int status = answer.status();
            if (!passes(status)) {
                return new CheckResult.Failed(
                        "%s answered with status %d instead of %s".formatted(connection, status, expected()));
            }
            String text = target.body();
            if (text == null) {
                return CheckResult.PASSED;
            }
            activity = "reading the answer of " + connection;
            return answer.bodyContains(text)
                    ? CheckResult.PASSED
                    : new CheckResult.Failed("the answer of %s does not contain \"%s\" in its first %d KiB"
                            .formatted(connection, text, HttpAnswer.MAX_BODY >> 10));
        } catch (HttpAnswer.MalformedException e) {
            return new CheckResult.Failed(connection + " " + e.getMessage());
        }
    }

    private String request() {
        return "GET " + target.path() + " HTTP/1.1\r\nHost: " + hostHeader()
                + "\r\nUser-Agent: virtualip-agent\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    private String hostHeader() {
        if (target.hostHeader() != null) {
            return target.hostHeader();
        }
        return target.port() == (target.https() ? HTTPS_PORT : HTTP_PORT)
                ? connection.hostText()
                : connection.toString();
    }

    /** The name that the certificate must have: the Host header's without its port. */
    private String serverName() {
        String name = target.hostHeader();
        if (name == null) {
            return target.host();
        }
        if (name.startsWith("[")) {
            return name.substring(1, name.indexOf(']'));
        }
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private boolean passes(int status) {
        List<Integer> accepted = target.status();
        return accepted.isEmpty() ? status >= MIN_STATUS && status <= MAX_STATUS : accepted.contains(status);
    }

    private String expected() {
        return target.status().isEmpty()
                ? MIN_STATUS + " to " + MAX_STATUS
                : target.status().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
