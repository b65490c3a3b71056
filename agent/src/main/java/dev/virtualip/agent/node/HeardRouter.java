package dev.virtualip.agent.node;

import java.net.InetAddress;

/**
 * Foreign virtual router whose advertisements this node receives.
 *
 * @param interfaceName the receiving interface
 * @param virtualRouterId its ID
 * @param source the source address
 * @param version 2 or 3
 */
public record HeardRouter(String interfaceName, int virtualRouterId, InetAddress source, int version) {}
