package dev.virtualip.agent.health;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;

/**
 * TCP connection of a health check. It has no time limit of its own: a blocking one ends when its thread is
 * interrupted, which closes the socket.
 *
 * @param host the IP address of the server
 * @param port its port
 */
record CheckConnection(String host, int port) {

    /** The server as messages name it. */
    @Override
    public String toString() {
        return hostText() + ":" + port;
    }

    /** The address as URLs and Host headers write it. */
    String hostText() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    /** A socket that never blocks, not connected yet. The caller closes it. */
    SocketChannel openChannel() throws IOException {
        SocketChannel channel =
                SocketChannel.open(host.indexOf(':') >= 0 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Opens the connection, and waits for it. The caller closes it. */
    Socket open() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address());
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** The reason of a failure, as the end of a sentence. */
    String describe(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof ConnectException && message.startsWith("Connection refused")) {
            return "connection refused by " + this;
        }
        if (e instanceof NoRouteToHostException || message.contains("unreachable")) {
            return this + " is unreachable: " + message;
        }
        if (message.startsWith("Connection reset") || message.startsWith("Broken pipe")) {
            return "connection reset by " + this;
        }
        return "connection to " + this + " failed: " + message;
    }
}
