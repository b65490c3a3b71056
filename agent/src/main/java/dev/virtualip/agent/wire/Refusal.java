package dev.virtualip.agent.wire;

/**
 * The reason why a received advertisement was dropped: the values of the label {@code reason} of
 * {@code virtualip_advertisements_rejected_total}. In the order in which they are looked for.
 */
public enum Refusal {
    /** The IPv4 header does not hold together, or the packet is not VRRP, or only a fragment of it. */
    IP_HEADER("ip-header"),
    /** Time to live or hop limit below 255: it came through a router (RFC 9568 section 5.1.1.3, 5.1.2.3). */
    TTL("ttl"),
    /** Fewer bytes than a header has. */
    TRUNCATED("truncated"),
    /** Neither version 2 nor 3, or version 2 over IPv6 (RFC 9568 section 7.1). */
    VERSION("version"),
    /** Not an advertisement, type 1 (RFC 9568 section 7.1). */
    TYPE("type"),
    /** No virtual router here has this Virtual Router ID. */
    UNKNOWN_VIRTUAL_ROUTER("unknown-virtual-router"),
    /** A supported version, but not the one of this virtual router. */
    VERSION_MISMATCH("version-mismatch"),
    /** No address in it (RFC 9568 erratum 8299). */
    COUNT_ZERO("count-zero"),
    /** The length is not the one that version and number of addresses ask for. */
    LENGTH("length"),
    /** The checksum is wrong; over IPv4 in version 3: by either way of counting. */
    CHECKSUM("checksum"),
    /** Version 2: another authentication type than ours (RFC 2338 section 7.1). */
    AUTHENTICATION_TYPE("authentication-type"),
    /** Version 2: another password than ours (RFC 2338 section 7.1). */
    AUTHENTICATION("authentication"),
    /** An interval of zero would make every Backup take over at once (RFC 9568 erratum 8301). */
    INTERVAL_ZERO("interval-zero"),
    /** Version 2: another interval than ours (RFC 3768 section 7.1). Version 3 learns the sender's instead. */
    INTERVAL_MISMATCH("interval-mismatch"),
    /** The sender is not among the allowed sources of this virtual router; checked by the router, not here. */
    SOURCE_NOT_ALLOWED("source-not-allowed"),
    /** Our own address is the sender: a loop, or a host with our address; checked by the router, not here. */
    OWN_SOURCE("own-source");

    private final String label;

    Refusal(String label) {
        this.label = label;
    }

    /** The value of the metric's label; part of the contract, never renamed. */
    public String label() {
        return label;
    }
}
