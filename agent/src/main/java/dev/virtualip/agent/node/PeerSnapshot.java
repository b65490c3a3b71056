package dev.virtualip.agent.node;

import java.net.InetAddress;

/**
 * Other router of the same virtual router, as its advertisements show it.
 *
 * @param address where it sends from
 * @param priority its last priority
 * @param withPseudoHeader how many of its checksums were counted with a pseudo-header
 * @param messageOnly how many over the message alone
 * @param withoutLinkLocal how many of its IPv6 advertisements did not lead with a link-local address
 */
public record PeerSnapshot(
        InetAddress address, int priority, long withPseudoHeader, long messageOnly, long withoutLinkLocal) {}
