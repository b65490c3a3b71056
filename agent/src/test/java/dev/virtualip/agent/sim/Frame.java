package dev.virtualip.agent.sim;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Bytes on the LAN.
 *
 * @param kind what carries them
 * @param source the IP address of the sender, as the IP header has it
 * @param bytes a VRRP message, or an Ethernet frame with ARP or a neighbor advertisement; never consumed
 */
record Frame(Kind kind, InetAddress source, ByteBuffer bytes) {
    /** What carries the bytes. */
    enum Kind {
        /** IP protocol 112 to the multicast group. */
        ADVERTISEMENT,
        /** A broadcast or all-nodes Ethernet frame. */
        ANNOUNCEMENT
    }
}
