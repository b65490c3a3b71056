package dev.virtualip.operator.api;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;

/**
 * HTTP connections to the API server that end soon after the network does. Each connection, that of a watch too, is
 * closed when a ping is not answered. Otherwise it is used until TCP sends again what was lost, which after a cut of a
 * minute takes another minute, or for ever if the API server's host is gone and only the watch waits for it.
 */
public final class PingingHttpClientFactory extends OkHttpClientFactory {
    /** The connection is closed when no answer has come by the next ping: 8 s after a cut at the latest. */
    private static final Duration PING_EVERY = Duration.ofSeconds(4);

    /** For the handshakes of TLS and of a watch; requests have a timeout of their own. */
    private static final Duration OPENED_WITHIN = Duration.ofSeconds(5);

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
        builder.pingInterval(PING_EVERY).callTimeout(OPENED_WITHIN).socketFactory(new DiscardingSockets());
    }

    /**
     * Sockets that discard what they have not sent when they are closed. The kernel would go on sending it for two
     * minutes: a write of a former leader would reach the API server after the writes of its successor.
     */
    static final class DiscardingSockets extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setSoLinger(true, 0);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            throw connectsItself();
        }

        private static IOException connectsItself() {
            return new IOException("the HTTP client connects the socket itself");
        }
    }
}
