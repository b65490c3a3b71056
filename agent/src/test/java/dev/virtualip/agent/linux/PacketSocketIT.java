package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.lab.TestNamespace;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ethernet frames between two hosts on one cable. */
final class PacketSocketIT {
    private static final String SOURCE_MAC = "020000000001";

    /** A gratuitous ARP request for 192.0.2.100. */
    private static final byte[] ARP = frame("ffffffffffff" + SOURCE_MAC + "0806" + "0001080006040001" + SOURCE_MAC
            + "c0000264" + "000000000000" + "c0000264");

    /** An unsolicited neighbor advertisement for 2001:db8::100; nobody looks at its checksum on this way. */
    private static final byte[] ADVERTISEMENT = icmpv6(136);

    private static final byte[] SOLICITATION = icmpv6(135);

    private TestNamespace left;
    private TestNamespace right;
    private int leftIndex;
    private int rightIndex;

    @BeforeEach
    void twoHosts() throws Exception {
        left = TestNamespace.create();
        right = TestNamespace.create();
        left.connect("eth0", right, "eth0");
        leftIndex = left.index("eth0");
        rightIndex = right.index("eth0");
    }

    @AfterEach
    void remove() {
        left.close();
        right.close();
    }

    @Test
    void arpArrivesAsItWasSentAndNothingElseDoes() throws Exception {
        try (PacketSocket from = left.call(PacketSocket::openToSend);
                PacketSocket to = right.call(() -> PacketSocket.openForArp(rightIndex))) {
            assertThat(send(from, ADVERTISEMENT, ARP)).isEqualTo(2);
            Polling.until("the ARP packet", () -> to.receive() == 1);
            assertThat(bytes(to, 0)).isEqualTo(ARP);
            assertThat(to.receive()).isZero();
            assertThat(to.overflows()).isZero();
        }
    }

    @Test
    void ofAllIpv6OnlyNeighborAdvertisementsAreHeard() throws Exception {
        try (PacketSocket from = left.call(PacketSocket::openToSend);
                PacketSocket to = right.call(() -> PacketSocket.openForNeighborAdvertisements(rightIndex))) {
            assertThat(send(from, SOLICITATION, ARP, ADVERTISEMENT)).isEqualTo(3);
            Polling.until("the advertisement", () -> to.receive() == 1);
            assertThat(bytes(to, 0)).isEqualTo(ADVERTISEMENT);
        }
    }

    @Test
    void ownFramesAreNotReceived() throws Exception {
        try (PacketSocket from = left.call(PacketSocket::openToSend);
                PacketSocket arp = left.call(() -> PacketSocket.openForArp(leftIndex));
                PacketSocket advertisements = left.call(() -> PacketSocket.openForNeighborAdvertisements(leftIndex))) {
            send(from, ARP, ADVERTISEMENT);
            assertThat(arp.receive()).isZero();
            assertThat(advertisements.receive()).isZero();
        }
    }

    @Test
    void interfaceThatIsDownFailsEachFrame() throws Exception {
        left.ip("link set eth0 down");
        try (PacketSocket from = left.call(PacketSocket::openToSend)) {
            SendBatch batch = new SendBatch();
            batch.add(message(ARP));
            batch.add(message(ARP));
            assertThat(batch.flush(from)).isZero();
            assertThat(batch.failed()).isEqualTo(2);
            assertThat(batch.errno(1)).isEqualTo(Errno.ENETDOWN.number());
        }
    }

    private int send(PacketSocket socket, byte[]... frames) {
        SendBatch batch = new SendBatch();
        for (byte[] frame : frames) {
            batch.add(message(frame));
        }
        return batch.flush(socket);
    }

    private OutgoingMessage message(byte[] frame) {
        OutgoingMessage message = OutgoingMessage.frame(leftIndex, PacketSocket.FRAME_CAPACITY);
        message.payload().put(0, frame);
        message.setLength(frame.length);
        return message;
    }

    private static byte[] bytes(PacketSocket socket, int index) {
        byte[] bytes = new byte[socket.frame(index).limit()];
        socket.frame(index).get(0, bytes);
        return bytes;
    }

    private static byte[] icmpv6(int type) {
        String addresses = "20010db8000000000000000000000100" + "ff020000000000000000000000000001";
        String ipv6 = "60000000" + "0018" + "3a" + "ff" + addresses;
        String target = "20010db8000000000000000000000100";
        return frame("333300000001" + SOURCE_MAC + "86dd" + ipv6 + "%02x".formatted(type) + "00" + "0000" + "20000000"
                + target);
    }

    private static byte[] frame(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal);
    }
}
