package dev.virtualip.agent.health;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;

/**
 * TCP connection of a health check. It waits without a limit of its own: the thread is interrupted when the time of the
 * check is over, which closes the socket.
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

    /** Opens the connection. The caller closes it. */
    Socket open() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(host), port));
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
