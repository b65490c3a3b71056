package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Check of an HTTPS server: one request over TLS, on a new connection, gets the expected answer. */
final class TlsProbe implements ThreadedProbe.Blocking {
    private static final int BUFFER_SIZE = 4_096;

    private final CheckConnection connection;
    private final HttpExpectation expectation;
    private final TlsClient tls;
    private volatile String activity;

    TlsProbe(HealthCheckTarget.Http target) {
        connection = new CheckConnection(target.host(), target.port());
        expectation = new HttpExpectation(target, connection);
        tls = new TlsClient(target.verify(), expectation.serverName());
        activity = "connecting to " + connection;
    }

    @Override
    public CheckResult run() {
        try (Socket socket = connection.open()) {
            activity = "negotiating TLS with " + connection;
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
        socket.getOutputStream().write(expectation.request());
        byte[] buffer = new byte[BUFFER_SIZE];
        while (true) {
            activity = expectation.activity();
            int length = socket.getInputStream().read(buffer);
            @Nullable
            CheckResult result =
                    length < 0 ? expectation.end() : expectation.accept(ByteBuffer.wrap(buffer, 0, length));
            if (result != null) {
                return result;
            }
        }
    }
}
