package dev.virtualip.agent.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Check of a TCP or HTTP server: a connection can be opened and, if a request is given, gets the expected answer. */
final class SocketProbe implements Probe, CheckLoop.ReadyHandler {
    private final CheckLoop loop;
    private final CheckConnection connection;
    private final @Nullable HttpExpectation expectation;
    private @Nullable SocketChannel channel;
    private @Nullable ByteBuffer request;
    private @Nullable Consumer<CheckResult> ended;

    /** A probe by this connection; without an expectation it is closed as soon as it is open. */
    SocketProbe(CheckLoop loop, CheckConnection connection, @Nullable HttpExpectation expectation) {
        this.loop = loop;
        this.connection = connection;
        this.expectation = expectation;
    }

    @Override
    public void start(Consumer<CheckResult> receiver) {
        ended = receiver;
        try {
            SocketChannel opened = connection.openChannel();
            channel = opened;
            // A server on this host has accepted by now: no round through the selector.
            if (opened.connect(connection.address()) || opened.finishConnect()) {
                connected(opened);
            } else {
                loop.register(opened, SelectionKey.OP_CONNECT, this);
            }
        } catch (IOException e) {
            end(new CheckResult.Failed(connection.describe(e)));
        }
    }

    @Override
    public void ready() {
        SocketChannel current = channel;
        if (current == null) {
            return;
        }
        try {
            if (current.isConnectionPending()) {
                if (current.finishConnect()) {
                    connected(current);
                }
            } else if (request != null) {
                write(current, request);
            } else {
                read(current);
            }
        } catch (IOException e) {
            end(new CheckResult.Failed(connection.describe(e)));
        }
    }

    @Override
    public void stop() {
        end(CheckResult.UNDECIDED);
    }

    @Override
    public String activity() {
        return expectation == null || channel == null || !channel.isConnected()
                ? "connecting to " + connection
                : expectation.activity();
    }

    private void connected(SocketChannel current) throws IOException {
        if (expectation == null) {
            end(CheckResult.PASSED);
        } else {
            write(current, ByteBuffer.wrap(expectation.request()));
        }
    }

    private void write(SocketChannel current, ByteBuffer bytes) throws IOException {
        current.write(bytes);
        request = bytes.hasRemaining() ? bytes : null;
        loop.register(current, request == null ? SelectionKey.OP_READ : SelectionKey.OP_WRITE, this);
    }

    private void read(SocketChannel current) throws IOException {
        if (expectation == null) {
            return;
        }
        ByteBuffer bytes = loop.buffer();
        if (current.read(bytes) < 0) {
            end(expectation.end());
            return;
        }
        CheckResult result = expectation.accept(bytes.flip());
        if (result != null) {
            end(result);
        }
    }

    private void end(CheckResult result) {
        Consumer<CheckResult> receiver = ended;
        ended = null;
        if (receiver == null) {
            return;
        }
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException _) {
                // The result is known.
            }
        }
        receiver.accept(result);
    }
}
