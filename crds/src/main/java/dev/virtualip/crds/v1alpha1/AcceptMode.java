package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Handling of packets to the addresses by an Active that does not own them (RFC 9568 section 6.1, Accept_Mode). */
public enum AcceptMode {
    /** It answers: the default, and what an address that serves something needs. */
    @JsonProperty("Accept")
    ACCEPT,
    /** It routes only; refused for now. */
    @JsonProperty("Drop")
    DROP
}
