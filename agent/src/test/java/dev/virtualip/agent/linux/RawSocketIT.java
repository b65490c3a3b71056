package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.testkit.lab.TestNamespace;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** VRRP packets between two hosts on one cable. */
final class RawSocketIT {
    private static final byte[] MESSAGE = {0x31, 7, 100, 0, 0, 100, 1, 2, 3, 4};
    private static final InetAddress IPV4_GROUP = InetAddress.ofLiteral("224.0.0.18");
    private static final InetAddress IPV6_GROUP = InetAddress.ofLiteral("ff02::12");

    private TestNamespace left;
    private TestNamespace right;
    private int leftIndex;
    private int rightIndex;

    @BeforeEach
    void twoHosts() throws Exception {
        left = TestNamespace.create();
        right = TestNamespace.create();
        left.connect("eth0", right, "eth0");
        for (String address : new String[] {"192.0.2.1/24", "192.0.2.9/24", "2001:db8::1/64", "fe80::9/64"}) {
            left.ip("addr add " + address + " dev eth0");
        }
        right.ip("addr add 192.0.2.2/24 dev eth0");
        right.ip("addr add 2001:db8::2/64 dev eth0");
        leftIndex = left.index("eth0");
        rightIndex = right.index("eth0");
    }

    @AfterEach
    void remove() {
        left.close();
        right.close();
    }

    @Test
    void multicastOverIpv4ArrivesWithTtl255FromTheChosenSource() throws Exception {
        try (RawSocket from = openIpv4(left);
                RawSocket to = openIpv4(right)) {
            assertThat(send(from, message("192.0.2.9", IPV4_GROUP))).isEqualTo(1);
            ReceivedPacket packet = receiveOne(to);
            assertThat(address(packet.source())).isEqualTo(InetAddress.ofLiteral("192.0.2.9"));
            assertThat(address(packet.destination())).isEqualTo(IPV4_GROUP);
            assertThat(packet.hopLimit()).isEqualTo(255);
            assertThat(packet.truncated()).isFalse();
            assertThat(packet.bytes().get(1)).as("type of service").isEqualTo((byte) 0xC0);
            assertThat(packet.bytes().slice(20, MESSAGE.length)).isEqualTo(ByteBuffer.wrap(MESSAGE));
            assertThat(packet.bytes().limit()).isEqualTo(20 + MESSAGE.length);
        }
    }

    @Test
    void multicastOverIpv6ArrivesWithHopLimit255FromTheChosenSource() throws Exception {
        try (RawSocket from = openIpv6(left);
                RawSocket to = openIpv6(right)) {
            assertThat(send(from, message("fe80::9", IPV6_GROUP))).isEqualTo(1);
            ReceivedPacket packet = receiveOne(to);
            assertThat(address(packet.source())).isEqualTo(InetAddress.ofLiteral("fe80::9"));
            assertThat(address(packet.destination())).isEqualTo(IPV6_GROUP);
            assertThat(packet.hopLimit()).isEqualTo(255);
            assertThat(packet.bytes()).isEqualTo(ByteBuffer.wrap(MESSAGE));
        }
    }

    @Test
    void unicastGoesTheSameWay() throws Exception {
        try (RawSocket from4 = openIpv4(left);
                RawSocket to4 = openIpv4(right);
                RawSocket from6 = openIpv6(left);
                RawSocket to6 = openIpv6(right)) {
            send(from4, message("192.0.2.9", InetAddress.ofLiteral("192.0.2.2")));
            ReceivedPacket over4 = receiveOne(to4);
            assertThat(over4.hopLimit()).isEqualTo(255);
            assertThat(address(over4.source())).isEqualTo(InetAddress.ofLiteral("192.0.2.9"));
            send(from6, message("2001:db8::1", InetAddress.ofLiteral("2001:db8::2")));
            ReceivedPacket over6 = receiveOne(to6);
            assertThat(over6.hopLimit()).isEqualTo(255);
            assertThat(address(over6.source())).isEqualTo(InetAddress.ofLiteral("2001:db8::1"));
            assertThat(address(over6.destination())).isEqualTo(InetAddress.ofLiteral("2001:db8::2"));
        }
    }

    @Test
    void wrongChecksumOverIpv6IsHandedOver() throws Exception {
        try (RawSocket from = openIpv6(left);
                RawSocket to = openIpv6(right)) {
            OutgoingMessage message = message("fe80::9", IPV6_GROUP);
            message.payload().putShort(6, (short) 0xBAD);
            send(from, message);
            assertThat(receiveOne(to).bytes().getShort(6)).isEqualTo((short) 0xBAD);
        }
    }

    @Test
    void senderDoesNotReceiveItsOwnPackets() throws Exception {
        try (RawSocket from = openIpv4(left);
                RawSocket to = openIpv4(right)) {
            send(from, message("192.0.2.1", IPV4_GROUP));
            receiveOne(to);
            assertThat(from.receive()).isZero();
        }
    }

    /** As when the host loses an address: the last advertisement still leaves, and peers accept it. */
    @Test
    void messageLeavesAlsoFromAnAddressThatTheHostHasNotGot() throws Exception {
        try (RawSocket from4 = openIpv4(left);
                RawSocket to4 = openIpv4(right);
                RawSocket from6 = openIpv6(left);
                RawSocket to6 = openIpv6(right)) {
            send(from4, message("192.0.2.77", IPV4_GROUP));
            assertThat(address(receiveOne(to4).source())).isEqualTo(InetAddress.ofLiteral("192.0.2.77"));
            send(from6, message("fe80::77", IPV6_GROUP));
            assertThat(address(receiveOne(to6).source())).isEqualTo(InetAddress.ofLiteral("fe80::77"));
        }
    }

    @Test
    void oneMessageThatFailsDoesNotStopTheOthers() throws Exception {
        try (RawSocket from = openIpv4(left);
                RawSocket to = openIpv4(right)) {
            SendBatch batch = new SendBatch();
            batch.add(message("192.0.2.1", IPV4_GROUP));
            batch.add(message("224.0.0.1", IPV4_GROUP));
            batch.add(message("192.0.2.9", IPV4_GROUP));
            assertThat(batch.flush(from)).isEqualTo(2);
            assertThat(batch.failed()).isEqualTo(1);
            assertThat(batch.errno(0)).isZero();
            assertThat(batch.errno(1)).as("kernels differ").isIn(Errno.EINVAL.number(), Errno.ENETUNREACH.number());
            assertThat(batch.errno(2)).isZero();
            Polling.until("both others", () -> to.receive() == 2);
        }
    }

    @Test
    void fullReceiveBufferIsCounted() throws Exception {
        try (RawSocket from = openIpv4(left);
                RawSocket to = openIpv4(right)) {
            to.socket().set(SocketOption.SO_RCVBUF, 1);
            SendBatch batch = new SendBatch();
            for (int i = 0; i < SendBatch.CAPACITY; i++) {
                batch.add(message("192.0.2.1", IPV4_GROUP));
            }
            assertThat(batch.flush(from)).isEqualTo(SendBatch.CAPACITY);
            int before = to.receive();
            // The counter comes with the next packet that fits.
            send(from, message("192.0.2.1", IPV4_GROUP));
            receiveOne(to);
            assertThat(to.overflows()).isPositive().isEqualTo(SendBatch.CAPACITY - before);
        }
    }

    @Test
    void missingInterfaceIsNamed() {
        assertThatThrownBy(() -> left.call(() -> RawSocket.openIpv4("eth7", 77)))
                .isInstanceOf(NativeIoException.class)
                .hasMessageContainingAll("VRRP over IPv4 on eth7", "ENODEV");
    }

    @Test
    void closedSocketFailsAndClosesOnce() throws Exception {
        RawSocket socket = openIpv4(left);
        socket.close();
        socket.close();
        assertThat(socket.descriptor()).isEqualTo(-1);
        assertThatThrownBy(socket::receive).hasMessageContaining("EBADF");
    }

    private RawSocket openIpv4(TestNamespace host) throws Exception {
        int index = host == left ? leftIndex : rightIndex;
        return host.call(() -> RawSocket.openIpv4("eth0", index));
    }

    private RawSocket openIpv6(TestNamespace host) throws Exception {
        int index = host == left ? leftIndex : rightIndex;
        return host.call(() -> RawSocket.openIpv6("eth0", index));
    }

    private OutgoingMessage message(String source, InetAddress destination) {
        OutgoingMessage message = OutgoingMessage.packet(InetAddress.ofLiteral(source), destination, leftIndex, 64);
        message.payload().put(0, MESSAGE);
        message.setLength(MESSAGE.length);
        return message;
    }

    private static int send(RawSocket socket, OutgoingMessage message) {
        SendBatch batch = new SendBatch();
        batch.add(message);
        return batch.flush(socket);
    }

    private static ReceivedPacket receiveOne(RawSocket socket) throws Exception {
        Polling.until("a packet", () -> socket.receive() == 1);
        return socket.packet(0);
    }

    private static InetAddress address(ByteBuffer bytes) throws Exception {
        byte[] address = new byte[bytes.limit()];
        bytes.get(0, address);
        return InetAddress.getByAddress(address);
    }
}
