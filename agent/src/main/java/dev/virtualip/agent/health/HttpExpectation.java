package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** GET request of a health check, and the judgement on the answer as its bytes arrive. Knows no connection. */
final class HttpExpectation {
    private static final int MIN_STATUS = 200;
    private static final int MAX_STATUS = 399;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final HealthCheckTarget.Http target;
    private final CheckConnection connection;
    private final HttpAnswer answer;

    HttpExpectation(HealthCheckTarget.Http target, CheckConnection connection) {
        this.target = target;
        this.connection = connection;
        answer = new HttpAnswer(target.body());
    }

    /** The request: one GET, after which the server closes the connection. */
    byte[] request() {
        String text = "GET " + target.path() + " HTTP/1.1\r\nHost: " + hostHeader()
                + "\r\nUser-Agent: virtualip-agent\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes bytes of the answer; the result as soon as they decide, null before. */
    @Nullable
    CheckResult accept(ByteBuffer bytes) {
        try {
            answer.accept(bytes);
        } catch (HttpAnswer.MalformedException e) {
            return new CheckResult.Failed(connection + " " + e.getMessage());
        }
        if (answer.status() == 0) {
            return null;
        }
        CheckResult result = judge();
        return result == null && answer.isComplete() ? withoutText() : result;
    }

    /** The result of an answer that ends here, because the server closed the connection. */
    CheckResult end() {
        try {
            answer.end();
        } catch (HttpAnswer.MalformedException e) {
            return new CheckResult.Failed(connection + " " + e.getMessage());
        }
        CheckResult result = judge();
        return result == null ? withoutText() : result;
    }

    /** What the exchange is doing, as the end of a sentence. */
    String activity() {
        return (answer.status() == 0 ? "waiting for the answer of " : "reading the answer of ") + connection;
    }

    /** The name that the certificate must have: the Host header's without its port. */
    String serverName() {
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

    /** The result of what has come so far; null: the text may still come. */
    private @Nullable CheckResult judge() {
        int status = answer.status();
        if (!passes(status)) {
            return new CheckResult.Failed(
                    "%s answered with status %d instead of %s".formatted(connection, status, expected()));
        }
        return answer.isFound() ? CheckResult.PASSED : null;
    }

    private CheckResult withoutText() {
        return new CheckResult.Failed("the answer of %s does not contain \"%s\" in its first %d KiB"
                .formatted(connection, target.body(), HttpAnswer.MAX_BODY >> 10));
    }

    private String hostHeader() {
        if (target.hostHeader() != null) {
            return target.hostHeader();
        }
        return target.port() == (target.https() ? HTTPS_PORT : HTTP_PORT)
                ? connection.hostText()
                : connection.toString();
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
