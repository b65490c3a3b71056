package dev.virtualip.agent.wire;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The Internet checksum (RFC 1071): the complement of the one's complement sum of all 16-bit words. A message whose
 * checksum field holds it sums up to {@code ffff}.
 */
final class InternetChecksum {

    private static final int ALL_ONES = 0xffff;

    private InternetChecksum() {}

    /**
     * The checksum of a message whose checksum field is zero.
     *
     * @param message the message, from position to limit, at most 65,535 bytes
     * @param pseudoHeader what {@link #pseudoHeader} gave, or 0 for none
     */
    static short of(ByteBuffer message, int pseudoHeader) {
        return (short) (fold(sum(message) + pseudoHeader) ^ ALL_ONES);
    }

    /** Whether a message that holds its checksum is sound; arguments as in {@link #of}. */
    static boolean holds(ByteBuffer message, int pseudoHeader) {
        return isSound(sum(message) + pseudoHeader);
    }

    /** Whether the sum of a message that holds its checksum, with that of its pseudo-header, is sound. */
    static boolean isSound(int sum) {
        return fold(sum) == ALL_ONES;
    }

    /**
     * The sum of a pseudo-header: source, destination, length of the message, protocol (RFC 9293 section 3.1 for IPv4,
     * RFC 8200 section 8.1 for IPv6; the words are the same ones, only the addresses differ in length).
     */
    static int pseudoHeader(InetAddress source, InetAddress destination, int protocol, int messageLength) {
        return sum(ByteBuffer.wrap(source.getAddress()))
                + sum(ByteBuffer.wrap(destination.getAddress()))
                + protocol
                + messageLength;
    }

    /** At most 32,768 words below 65,536: fits 32 bits without a sign, with room for the pseudo-header. */
    private static int sum(ByteBuffer bytes) {
        return sum(bytes, bytes.position(), bytes.remaining());
    }

    /** The sum of a part of a buffer, which allocates nothing. */
    static int sum(ByteBuffer bytes, int start, int length) {
        int even = length & ~1;
        int sum = 0;
        for (int offset = start; offset < start + even; offset += Short.BYTES) {
            sum += Byte.toUnsignedInt(bytes.get(offset)) << Byte.SIZE | Byte.toUnsignedInt(bytes.get(offset + 1));
        }
        // A last odd byte counts as if a zero byte followed.
        return even == length ? sum : sum + (Byte.toUnsignedInt(bytes.get(start + even)) << Byte.SIZE);
    }

    private static int fold(int sum) {
        int once = (sum >>> Short.SIZE) + (sum & ALL_ONES);
        return (once >>> Short.SIZE) + (once & ALL_ONES);
    }
}
