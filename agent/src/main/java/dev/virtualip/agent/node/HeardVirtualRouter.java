package dev.virtualip.agent.node;

import java.net.InetAddress;

/**
 * A virtual router that somebody else runs on a link of this node.
 *
 * @param interfaceName where it was heard
 * @param virtualRouterId its ID
 * @param source who advertised it
 * @param version 2 or 3
 */
public record HeardVirtualRouter(String interfaceName, int virtualRouterId, InetAddress source, int version) {}
