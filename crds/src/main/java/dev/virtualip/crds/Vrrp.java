package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the protocol.
 *
 * @param virtualRouterID 1..255, unique for an interface and family
 * @param version 2 or 3; default: 3
 * @param transport how advertisements go out; default: Multicast
 * @param checksum the form of checksum that version 3 sends over IPv4; both are accepted
 * @param authentication only with version 2
 * @param allowedSources who may speak; empty: anyone on the link
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Vrrp(
        @Nullable Integer virtualRouterID,
        @Nullable Integer version,
        @Nullable Transport transport,
        @Nullable Checksum checksum,
        @Nullable Authentication authentication,
        List<String> allowedSources) {

    /** The protocol version of a document that names none. */
    public static final int DEFAULT_VERSION = 3;

    /** What holds when a document says nothing. */
    static final Vrrp DEFAULT = new Vrrp(null, null, null, null, null, List.of());

    /** Keeps a copy of the list. */
    public Vrrp {
        allowedSources = Lists.copyOrEmpty(allowedSources);
    }

    /** How advertisements go out. */
    public enum Transport {
        /** To the VRRP multicast group: the default. */
        @JsonProperty("Multicast")
        MULTICAST,
        /** To each of the peers. */
        @JsonProperty("Unicast")
        UNICAST
    }

    /** The form of checksum that version 3 sends over IPv4. */
    public enum Checksum {
        /** With an IPv4 pseudo-header, as keepalived does: the default. */
        @JsonProperty("WithPseudoHeader")
        WITH_PSEUDO_HEADER,
        /** Over the message alone, as RFC 9568 section 5.2.8 says. */
        @JsonProperty("MessageOnly")
        MESSAGE_ONLY
    }

    /** The version, or its default. */
    public int versionOrDefault() {
        return version == null ? DEFAULT_VERSION : version;
    }

    /** The transport, or its default. */
    public Transport transportOrDefault() {
        return transport == null ? Transport.MULTICAST : transport;
    }

    /** The checksum form, or its default. */
    public Checksum checksumOrDefault() {
        return checksum == null ? Checksum.WITH_PSEUDO_HEADER : checksum;
    }
}
