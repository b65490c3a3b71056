package dev.virtualip.testkit.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The smallest HTTP client: for a thread inside a namespace, where a pooled client's threads would not be. */
final class HttpGet {
    /** Long enough for the first answer of a program that has just started on a busy machine. */
    private static final int PATIENCE_MILLIS = 10_000;

    private static final int AT_MOST_BYTES = 16 << 20;

    private HttpGet() {}

    /** The body at a path of a server on this host's loopback; empty unless it answers with 200. */
    static Optional<String> body(int port, String path) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
            // HTTP 1.0: the end of the connection is the end of the body.
            String request = "GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".formatted(path);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(AT_MOST_BYTES);
            return body(new String(answer, StandardCharsets.UTF_8));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static Optional<String> body(String answer) {
        int headerEnd = answer.indexOf("\r\n\r\n");
        boolean isGood = headerEnd > 0 && answer.matches("(?s)HTTP/1\\.[01] 200 .*");
        return isGood ? Optional.of(answer.substring(headerEnd + 4)) : Optional.empty();
    }
}
