package dev.virtualip.agent.node;

import java.net.InetAddress;

/**
 * Address that a virtual router binds while it is Active.
 *
 * @param address the address
 * @param prefixLength the prefix as the user gave it, 0..32 or 0..128; a host's own (32, 128) if none was given
 */
public record VirtualAddress(InetAddress address, int prefixLength) {}
