package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/** The kernel watches over every connection that is open, and whatever else is open is left alone. */
final class TcpTimeoutsIT {

    @Test
    void everyOpenConnectionIsProbed() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(any);
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                DatagramChannel other = DatagramChannel.open()) {
            assertThat(client.getOption(StandardSocketOptions.SO_KEEPALIVE)).isFalse();

            TcpTimeouts.set();

            assertThat(client.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(client.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)
                            + client.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)
                                    * client.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                    .as("seconds until a dead one is closed")
                    .isBetween(5, 10);
            assertThat(other.isOpen()).isTrue();
        }
    }
}
