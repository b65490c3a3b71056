package dev.virtualip.agent.vrrp;

/** The two ways in which the checksum of a version 3 advertisement over IPv4 is counted; both are accepted. */
public enum ChecksumForm {
    /** With an IPv4 pseudo-header, as keepalived, FRR and VPP do by default (a reading of RFC 5798). */
    WITH_PSEUDO_HEADER,
    /** Over the VRRP message alone, as RFC 9568 section 5.2.8 says. */
    MESSAGE_ONLY
}
