package dev.virtualip.agent.wire;

import java.net.InetAddress;

/**
 * An ARP message for IPv4 over Ethernet (RFC 826). Its sender claims the sender address, in a request or in a
 * reply, unless that is 0.0.0.0 (a probe, RFC 5227 section 1.1).
 *
 * @param operation 1 = request, 2 = reply; others as received
 * @param senderMac the Ethernet address that the sender gives as its own
 * @param senderAddress the IPv4 address that the sender gives as its own
 * @param targetMac the Ethernet address asked for or answered to; means nothing in most requests
 * @param targetAddress the IPv4 address asked for or answered to
 */
public record ArpMessage(
        int operation,
        MacAddress senderMac,
        InetAddress senderAddress,
        MacAddress targetMac,
        InetAddress targetAddress) {

    /** The question which host has the target address; also the form of our announcements. */
    public static final int REQUEST = 1;

    /** The sender has its address. */
    public static final int REPLY = 2;
}
