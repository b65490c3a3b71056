package dev.virtualip.agent.wire;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An IP datagram of protocol 112.
 *
 * @param source the sender's address
 * @param destination the group or the address that it was sent to
 * @param hopLimit the time to live (IPv4) or hop limit (IPv6) with which it arrived, 0..255
 * @param payload the VRRP message, from position to limit: a view of the receive buffer, good until that is used again
 */
public record Datagram(InetAddress source, InetAddress destination, int hopLimit, ByteBuffer payload) {}
