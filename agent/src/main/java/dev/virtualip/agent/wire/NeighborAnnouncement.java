package dev.virtualip.agent.wire;

import java.net.InetAddress;

/**
 * An unsolicited neighbor advertisement to be sent: the IPv6 counterpart of a gratuitous ARP (RFC 9568 section 6.4.1).
 *
 * @param sender the Ethernet address at which the target is from now on
 * @param source the IPv6 address that it is sent from: the link-local address of the interface
 * @param target the IPv6 address that is announced
 * @param router the R flag: whether the interface forwards right now
 */
public record NeighborAnnouncement(MacAddress sender, InetAddress source, InetAddress target, boolean router) {}
