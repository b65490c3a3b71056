package dev.virtualip.agent.vrrp;

import java.net.InetAddress;

/**
 * Another router of the same virtual router, as last heard.
 *
 * @param address the address it sends from
 * @param priority the priority it advertised, 1..255
 */
public record Peer(InetAddress address, int priority) {}
