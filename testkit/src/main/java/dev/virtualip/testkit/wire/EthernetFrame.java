package dev.virtualip.testkit.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An Ethernet frame, read as far as a lab looks at it. Written without the agent's codecs on purpose: what is on the
 * wire is judged by other code than that which put it there.
 */
final class EthernetFrame {
    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86DD;
    private static final int VRRP = 112;
    private static final int ICMP6 = 58;
    private static final int TYPE_AT = 12;
    private static final int PAYLOAD_AT = 14;
    private static final int MAC_BYTES = 6;
    private static final int INET_BYTES = 4;
    private static final int INET6_BYTES = 16;

    private final long atNanos;
    private final String host;
    private final byte[] bytes;

    /** A frame from its destination MAC on, with when it came and from which host. */
    EthernetFrame(long atNanos, String host, byte[] bytes) {
        this.atNanos = atNanos;
        this.host = host;
        this.bytes = bytes;
    }

    /** Message in the frame; empty when it is of no interest or truncated. */
    Optional<CapturedPacket> read() {
        try {
            return switch (number(TYPE_AT)) {
                case ARP -> arp();
                case IPV4 -> ipv4();
                case IPV6 -> ipv6();
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException cutShort) {
            return Optional.empty();
        }
    }

    private Optional<CapturedPacket> arp() {
        final int senderMacAt = 22;
        final int senderAt = 28;
        final int targetAt = 38;
        final int operationAt = 20;
        final int request = 1;
        InetAddress sender = address(senderAt, INET_BYTES);
        InetAddress target = address(targetAt, INET_BYTES);
        if (sender.equals(target)) {
            // Gratuitous: it asks for, or answers with, the sender's own address.
            return claim(sender, senderMacAt);
        }
        return number(operationAt) == request
                ? Optional.of(new CapturedPacket.Question(atNanos, host, target))
                : Optional.empty();
    }

    private Optional<CapturedPacket> ipv4() {
        final int lengthAt = PAYLOAD_AT + 2;
        final int timeToLiveAt = PAYLOAD_AT + 8;
        final int protocolAt = PAYLOAD_AT + 9;
        final int sourceAt = PAYLOAD_AT + 12;
        if (octet(protocolAt) != VRRP) {
            return Optional.empty();
        }
        int headerWords = octet(PAYLOAD_AT) & 0xF;
        byte[] message = slice(PAYLOAD_AT + headerWords * 4, PAYLOAD_AT + number(lengthAt));
        InetAddress source = address(sourceAt, INET_BYTES);
        InetAddress destination = address(sourceAt + INET_BYTES, INET_BYTES);
        return new VrrpMessage(source, destination, octet(timeToLiveAt), message).read(atNanos, host);
    }

    private Optional<CapturedPacket> ipv6() {
        final int lengthAt = PAYLOAD_AT + 4;
        final int nextHeaderAt = PAYLOAD_AT + 6;
        final int hopLimitAt = PAYLOAD_AT + 7;
        final int sourceAt = PAYLOAD_AT + 8;
        final int messageAt = PAYLOAD_AT + 40;
        if (octet(nextHeaderAt) == ICMP6) {
            return neighbourAdvertisement(messageAt);
        }
        if (octet(nextHeaderAt) != VRRP) {
            return Optional.empty();
        }
        byte[] message = slice(messageAt, messageAt + number(lengthAt));
        InetAddress source = address(sourceAt, INET6_BYTES);
        InetAddress destination = address(sourceAt + INET6_BYTES, INET6_BYTES);
        return new VrrpMessage(source, destination, octet(hopLimitAt), message).read(atNanos, host);
    }

    private Optional<CapturedPacket> neighbourAdvertisement(int messageAt) {
        final int advertisement = 136;
        final int flagsAt = messageAt + 4;
        final int solicited = 0x40;
        final int targetAt = messageAt + 8;
        final int senderMacAt = 6;
        boolean isClaim = octet(messageAt) == advertisement && (octet(flagsAt) & solicited) == 0;
        return isClaim ? claim(address(targetAt, INET6_BYTES), senderMacAt) : Optional.empty();
    }

    private Optional<CapturedPacket> claim(InetAddress address, int macAt) {
        String mac = HexFormat.of().formatHex(bytes, macAt, macAt + MAC_BYTES);
        return Optional.of(new CapturedPacket.Claim(atNanos, host, address, mac));
    }

    private int octet(int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }

    private int number(int at) {
        return octet(at) << Byte.SIZE | octet(at + 1);
    }

    private InetAddress address(int at, int length) {
        try {
            return InetAddress.getByAddress(slice(at, at + length));
        } catch (UnknownHostException impossible) {
            throw new AssertionError("4 and 16 bytes are addresses", impossible);
        }
    }

    private byte[] slice(int from, int to) {
        if (from > to || to > bytes.length) {
            throw new IndexOutOfBoundsException(to);
        }
        return Arrays.copyOfRange(bytes, from, to);
    }
}
