package dev.virtualip.testkit.kubernetes;

import dev.virtualip.testkit.kernel.Namespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * HTTPS from inside a namespace: each call opens a socket there, and none is kept, so that none is stale when the
 * server was started again.
 *
 * @param namespace where the sockets are opened
 * @param server where they lead
 * @param trust whom they trust
 */
record HttpsCall(Namespace namespace, InetSocketAddress server, SSLSocketFactory trust) {
    private static final int CONNECT_MILLIS = 2000;
    private static final int READ_MILLIS = 35_000;
    private static final int AT_MOST_BYTES = 64 << 20;

    /** Answer of a server: the head with its status line, and the body. */
    record Reply(String head, String body) {}

    /** Calls of a server that has one of these certificates (PEM), or one signed by them. */
    static HttpsCall to(Namespace namespace, InetSocketAddress server, byte[] certificates) {
        return new HttpsCall(namespace, server, TrustedCertificates.in(certificates));
    }

    /**
     * Sends a request and reads the answer to its end. Throws when there is none.
     *
     * @param head the request line and the headers, each line ended
     * @param body what follows; may be empty
     */
    Reply send(String head, String body) {
        return namespace.call(() -> exchange(head + "\r\n" + body));
    }

    private Reply exchange(String request) throws IOException {
        try (Socket plain = new Socket();
                SSLSocket socket = connect(plain)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return reply(new String(socket.getInputStream().readNBytes(AT_MOST_BYTES), StandardCharsets.UTF_8));
        }
    }

    /** Connects a socket, for the thread that is in the namespace; the caller closes both. */
    SSLSocket connect(Socket plain) throws IOException {
        plain.setSoTimeout(READ_MILLIS);
        // Otherwise the end of each request waits for the server's delayed acknowledgement.
        plain.setTcpNoDelay(true);
        plain.connect(server, CONNECT_MILLIS);
        SSLSocket socket = (SSLSocket) trust.createSocket(plain, host(), server.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** The server's address, as its certificate names it. */
    String host() {
        return server.getAddress().getHostAddress();
    }

    private static Reply reply(String answer) throws IOException {
        int headEnd = answer.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            throw new IOException("the connection ended in the middle of an answer");
        }
        return new Reply(answer.substring(0, headEnd), answer.substring(headEnd + 4));
    }
}
