package dev.virtualip.testkit.wire;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A VRRP message with what the IP header says about it. */
final class VrrpMessage {
    private static final int VERSION_2 = 2;
    private static final int HEADER_BYTES = 8;
    private static final int PROTOCOL = 112;
    private static final int ALL_ONES = 0xFFFF;
    private static final int MILLIS_PER_SECOND = 1000;
    private static final int MILLIS_PER_CENTISECOND = 10;

    private final InetAddress source;
    private final InetAddress destination;
    private final int timeToLive;
    private final byte[] bytes;

    VrrpMessage(InetAddress source, InetAddress destination, int timeToLive, byte[] bytes) {
        this.source = source;
        this.destination = destination;
        this.timeToLive = timeToLive;
        this.bytes = bytes;
    }

    /** The advertisement that it is; empty when it is none. */
    Optional<CapturedPacket> read(long atNanos, String host) {
        final int advertisement = 1;
        if (bytes.length < HEADER_BYTES || (octet(0) & 0xF) != advertisement) {
            return Optional.empty();
        }
        return Optional.of(new CapturedPacket.Advert(
                atNanos,
                host,
                source,
                destination,
                timeToLive,
                version(),
                octet(1),
                octet(2),
                intervalMillis(),
                addresses(),
                checksumForm()));
    }

    private int version() {
        return octet(0) >> 4;
    }

    private int intervalMillis() {
        final int secondsAt = 5;
        final int centisecondsAt = 4;
        final int twelveBits = 0xFFF;
        return version() == VERSION_2
                ? octet(secondsAt) * MILLIS_PER_SECOND
                : (number(centisecondsAt) & twelveBits) * MILLIS_PER_CENTISECOND;
    }

    private List<InetAddress> addresses() {
        final int countAt = 3;
        int size = source.getAddress().length;
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < octet(countAt) && HEADER_BYTES + (i + 1) * size <= bytes.length; i++) {
            int at = HEADER_BYTES + i * size;
            addresses.add(address(Arrays.copyOfRange(bytes, at, at + size)));
        }
        return addresses;
    }

    private CapturedPacket.ChecksumForm checksumForm() {
        // A sum over everything with the checksum in it is all ones, when it was computed over the same bytes.
        if (source instanceof Inet4Address && sum(bytes, 0) == ALL_ONES) {
            return CapturedPacket.ChecksumForm.MESSAGE_ONLY;
        }
        ByteBuffer pseudoHeader = ByteBuffer.allocate(source.getAddress().length * 2 + HEADER_BYTES)
                .put(source.getAddress())
                .put(destination.getAddress())
                .putInt(bytes.length)
                .putInt(PROTOCOL);
        boolean fits = version() != VERSION_2 && sum(bytes, sum(pseudoHeader.array(), 0)) == ALL_ONES;
        return fits ? CapturedPacket.ChecksumForm.WITH_PSEUDO_HEADER : CapturedPacket.ChecksumForm.WRONG;
    }

    private static int sum(byte[] bytes, int start) {
        int sum = start;
        for (int i = 0; i < bytes.length; i++) {
            int octet = Byte.toUnsignedInt(bytes[i]);
            sum += i % 2 == 0 ? octet << Byte.SIZE : octet;
            sum = (sum & ALL_ONES) + (sum >> Short.SIZE);
        }
        return sum;
    }

    private int octet(int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }

    private int number(int at) {
        return octet(at) << Byte.SIZE | octet(at + 1);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("4 and 16 bytes are addresses", impossible);
        }
    }
}
