package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.ChecksumForm;
import java.net.InetAddress;

/**
 * The facts beside an advertisement that are needed to write it.
 *
 * @param source the address that it will be sent from; counts in checksums with a pseudo-header
 * @param destination the group or peer that it will be sent to; likewise
 * @param checksum the form of a version 3 checksum over IPv4; version 2 and IPv6 have but one
 * @param authentication for version 2; version 3 has none
 */
public record Envelope(
        InetAddress source, InetAddress destination, ChecksumForm checksum, PacketAuthentication authentication) {}
