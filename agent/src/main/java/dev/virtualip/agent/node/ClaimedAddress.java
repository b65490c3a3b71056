package dev.virtualip.agent.node;

import java.net.InetAddress;

/**
 * An address that another host on the link answers for.
 *
 * @param address the address
 * @param mac the MAC address of that host
 */
public record ClaimedAddress(InetAddress address, String mac) {}
