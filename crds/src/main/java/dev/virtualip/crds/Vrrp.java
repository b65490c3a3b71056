package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the protocol.
 *
 * @param virtualRouterID 1..255, which nobody else uses on that network and family; none: the operator allocates one,
 *     and keeps it
 * @param version the version of the protocol, 3, or 2 for peers that know no other; default: 3
 * @param transport how advertisements go out: Multicast, or Unicast to each of the peers; default: Multicast
 * @param checksum the form of checksum that version 3 sends over IPv4: WithPseudoHeader as keepalived, or MessageOnly
 *     as RFC 9568; both are accepted; default: WithPseudoHeader
 * @param authentication how advertisements of version 2 prove that they belong: against mistakes, not against attackers
 * @param allowedSources addresses that may send advertisements; the operator adds those of the candidates; if there are
 *     none, anyone on the link may
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
