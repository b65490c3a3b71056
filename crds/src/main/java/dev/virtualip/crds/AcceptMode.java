package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether an Active that does not own the addresses takes packets to them (RFC 9568 section 6.1, Accept_Mode). */
public enum AcceptMode {
    /** It answers: the default, and what an address that serves something needs. */
    @JsonProperty("Accept")
    ACCEPT,
    /** It routes only; refused for now. */
    @JsonProperty("Drop")
    DROP
}
