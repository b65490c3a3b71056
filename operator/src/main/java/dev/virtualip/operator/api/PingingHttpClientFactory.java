package dev.virtualip.operator.api;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;

/**
 * Creates HTTP clients whose connections to the API server close soon after the network fails. Each connection, a
 * watch's too, is closed when a ping is not answered. Without pings it would stay open until TCP retransmits, which
 * takes another minute after a cut of a minute, and for ever if the API server's host is gone and a watch only reads.
 */
public final class PingingHttpClientFactory extends OkHttpClientFactory {
    /** A connection closes when a ping is not answered before the next one: at most 8 s after a cut. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(4);

    /** The timeout of the handshakes of TLS and of a watch; requests have a timeout of their own. */
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
        builder.pingInterval(PING_INTERVAL).callTimeout(HANDSHAKE_TIMEOUT).socketFactory(new DiscardingSockets());
    }

    /**
     * Creates sockets that discard unsent bytes when they are closed. Otherwise the kernel sends them for up to two
     * minutes, and a write of a former leader could reach the API server after the writes of its successor.
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
