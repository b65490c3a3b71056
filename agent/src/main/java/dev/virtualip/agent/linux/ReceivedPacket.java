package dev.virtualip.agent.linux;

import java.nio.ByteBuffer;

/**
 * One packet that a VRRP socket received: reused by the next receive, so data to be kept must be copied. All buffers
 * are in network byte order and are read by absolute index or after {@code duplicate()} only.
 */
public interface ReceivedPacket {
    /** The value of {@link #hopLimit} when the kernel did not report it. */
    int NO_HOP_LIMIT = -1;

    /** From position 0 to the limit: IPv4: the whole IP packet with its header; IPv6: what follows the header. */
    ByteBuffer bytes();

    /** The source address, 4 or 16 bytes. */
    ByteBuffer source();

    /** The destination address, 4 or 16 bytes; IPv6: zero if the kernel did not report it. */
    ByteBuffer destination();

    /** The TTL or hop limit it arrived with, 0..255; {@link #NO_HOP_LIMIT}. */
    int hopLimit();

    /** Whether the packet was longer than {@link RawSocket#PACKET_CAPACITY}, and its end is missing. */
    boolean truncated();
}
