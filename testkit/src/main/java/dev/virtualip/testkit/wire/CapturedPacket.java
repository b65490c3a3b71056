package dev.virtualip.testkit.wire;

import java.net.InetAddress;
import java.util.List;

/** Something of interest that a host sent. */
public sealed interface CapturedPacket {
    /** When the lab's bridge received it, in the time of {@link System#nanoTime}. */
    long atNanos();

    /** The name of the host that sent it. */
    String host();

    /**
     * A VRRP advertisement.
     *
     * @param source the sender's address
     * @param destination the group, or one peer
     * @param timeToLive TTL or hop limit
     * @param version 2 or 3
     * @param intervalMillis the Advertisement Interval in it
     * @param addresses its addresses, in order
     * @param checksum over what its checksum was computed
     */
    record Advert(
            long atNanos,
            String host,
            InetAddress source,
            InetAddress destination,
            int timeToLive,
            int version,
            int virtualRouterId,
            int priority,
            int intervalMillis,
            List<InetAddress> addresses,
            ChecksumForm checksum)
            implements CapturedPacket {
        /** Keeps a copy of the list. */
        public Advert {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * A host says that an address is its own: a gratuitous ARP or an unsolicited neighbour advertisement.
     *
     * @param address the address
     * @param mac the MAC it gives, as twelve hexadecimal digits
     */
    record Claim(long atNanos, String host, InetAddress address, String mac) implements CapturedPacket {}

    /**
     * An ARP request of a host for an address that is not its own.
     *
     * @param address the address
     */
    record Question(long atNanos, String host, InetAddress address) implements CapturedPacket {}

    /** Over what the checksum of an advertisement was computed. */
    enum ChecksumForm {
        /** The VRRP message alone: version 2, and IPv4 by RFC 9568. */
        MESSAGE_ONLY,
        /** The message and a pseudo-header: IPv6, and IPv4 as most daemons do it. */
        WITH_PSEUDO_HEADER,
        /** Neither fits. */
        WRONG
    }
}
