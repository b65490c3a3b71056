package dev.virtualip.operator.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.operator.api.PingingHttpClientFactory.DiscardingSockets;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Bytes that are unsent when a connection closes are never delivered. */
class PingingHttpClientFactoryTest {

    @Test
    void closedConnectionDiscardsUnsentBytes() throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(1 << 12);
            server.bind(null);
            try (Socket client = new DiscardingSockets().createSocket()) {
                client.setSendBufferSize(1 << 16);
                client.connect(server.getLocalSocketAddress());
                client.getOutputStream().write(new byte[1 << 15]);
            }
            try (Socket accepted = server.accept()) {
                assertThatThrownBy(() -> accepted.getInputStream().readNBytes(1 << 15))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("reset");
            }
        }
    }
}
