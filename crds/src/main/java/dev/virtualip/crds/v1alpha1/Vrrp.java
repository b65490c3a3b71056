package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the protocol.
 *
 * @param virtualRouterID 1..255, unique on the network and family; none: the operator allocates one and keeps it
 * @param version the version of the protocol, 3, or 2 for peers that know no other; default: 3
 * @param transport how advertisements go out: Multicast, or Unicast to each of the peers; default: Multicast
 * @param checksum the form of checksum that version 3 sends over IPv4: WithPseudoHeader as keepalived, or MessageOnly
 *     as RFC 9568; both are accepted; default: WithPseudoHeader
 * @param authentication the authentication of version 2, which protects against mistakes, not against attackers
 * @param allowedSources addresses that may send advertisements; the operator adds those of the candidates; if there are
 *     none, anyone on the link may
 * @param interfaceSelector the interface that advertisements go out on, such as one of a heartbeat network, while the
 *     addresses are on another; default: the interface of the addresses
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Vrrp(
        @Nullable Integer virtualRouterID,
        @Nullable Integer version,
        @Nullable Transport transport,
        @Nullable Checksum checksum,
        @Nullable Authentication authentication,
        List<String> allowedSources,
        @JsonProperty("interface") @Nullable InterfaceSelector interfaceSelector) {

    /** The protocol version of a document that names none. */
    public static final int DEFAULT_VERSION = 3;

    /** The defaults: every field left out. */
    public static final Vrrp DEFAULT = builder().build();

    /** Keeps a copy of the list. */
    public Vrrp {
        allowedSources = Lists.copyOrEmpty(allowedSources);
    }

    /** Destination of advertisements: a group or each peer. */
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

    /** A builder in which nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with the values of these settings. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.virtualRouterID = virtualRouterID;
        builder.version = version;
        builder.transport = transport;
        builder.checksum = checksum;
        builder.authentication = authentication;
        builder.allowedSources = allowedSources;
        builder.interfaceSelector = interfaceSelector;
        return builder;
    }

    /** Builds protocol settings by the names of its fields. */
    public static final class Builder {
        private @Nullable Integer virtualRouterID;
        private @Nullable Integer version;
        private @Nullable Transport transport;
        private @Nullable Checksum checksum;
        private @Nullable Authentication authentication;
        private List<String> allowedSources = List.of();
        private @Nullable InterfaceSelector interfaceSelector;

        private Builder() {}

        public Builder virtualRouterID(@Nullable Integer virtualRouterID) {
            this.virtualRouterID = virtualRouterID;
            return this;
        }

        public Builder version(@Nullable Integer version) {
            this.version = version;
            return this;
        }

        public Builder transport(@Nullable Transport transport) {
            this.transport = transport;
            return this;
        }

        public Builder checksum(@Nullable Checksum checksum) {
            this.checksum = checksum;
            return this;
        }

        public Builder authentication(@Nullable Authentication authentication) {
            this.authentication = authentication;
            return this;
        }

        public Builder allowedSources(List<String> allowedSources) {
            this.allowedSources = allowedSources;
            return this;
        }

        public Builder interfaceSelector(@Nullable InterfaceSelector interfaceSelector) {
            this.interfaceSelector = interfaceSelector;
            return this;
        }

        public Vrrp build() {
            return new Vrrp(
                    virtualRouterID, version, transport, checksum, authentication, allowedSources, interfaceSelector);
        }
    }
}
