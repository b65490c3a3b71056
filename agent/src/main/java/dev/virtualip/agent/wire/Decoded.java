package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;

/** The result of decoding a VRRP message. */
public sealed interface Decoded permits Decoded.Ok, Decoded.Malformed {

    /**
     * It is an advertisement that the virtual router has to take note of.
     *
     * @param advertisement its content
     * @param checksum how its checksum was counted; a sender's choice only for version 3 over IPv4, else given by the
     *     RFC: version 2 over the message only, IPv6 with the pseudo-header
     * @param linkLocalFirst false for IPv6 if the first address is not link-local, which RFC 9568 erratum 8300 forbids
     *     and daemons in the field send: taken and counted. True for IPv4.
     */
    record Ok(Advertisement advertisement, ChecksumForm checksum, boolean linkLocalFirst) implements Decoded {}

    /**
     * It is dropped.
     *
     * @param reason the first thing that is wrong
     * @param virtualRouterId which virtual router it was for, 0..255; 0 where the message was dropped before that was
     *     read. Not to be trusted before the checksum was.
     */
    record Malformed(Refusal reason, int virtualRouterId) implements Decoded {}
}
