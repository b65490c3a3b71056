package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of one virtual router of a node. Null stands for a field that is left to its default.
 *
 * @param name unique on the node
 * @param virtualIPs the VirtualIP objects it serves; filled by the operator
 * @param interfaceName the network interface, which need not exist (yet)
 * @param addresses 1..255 addresses of one family, with or without prefix
 * @param extraAddresses addresses that are bound but not advertised
 * @param addressLabel the IPv4 address label as {@code ip addr} shows it, at most 15 characters
 * @param bindPrefix whether IPv4 is bound with its prefix instead of as /32
 * @param addressLifetime the kernel lifetime of the addresses, whole seconds 1s..60s; 0s: permanent
 * @param release a new value makes an Active hand over, once
 * @param priority 1..255; 255 only for the owner of the addresses
 * @param advertisementInterval 10ms..40.95s in steps of 10ms; version 2: whole seconds 1s..255s
 * @param preempt whether and when it preempts
 * @param vrrp the protocol's settings
 * @param sourceAddress the address to send from; default: the interface's first (IPv6: link-local)
 * @param unicastPeers the peers of a Unicast router
 * @param acceptMode whether packets to the addresses are taken
 * @param moveGroup routers of one group move together
 * @param healthChecks checks that this node must pass to hold the addresses, at most {@link HealthCheck#MAX}
 * @param announcements when the addresses are announced
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualRouter(
        @Nullable String name,
        List<String> virtualIPs,
        @JsonProperty("interface") @Nullable String interfaceName,
        List<String> addresses,
        List<String> extraAddresses,
        @Nullable String addressLabel,
        @Nullable Boolean bindPrefix,
        @Nullable String addressLifetime,
        @Nullable String release,
        @Nullable Integer priority,
        @Nullable String advertisementInterval,
        @Nullable Preempt preempt,
        @Nullable Vrrp vrrp,
        @Nullable String sourceAddress,
        List<String> unicastPeers,
        @Nullable AcceptMode acceptMode,
        @Nullable String moveGroup,
        List<HealthCheck> healthChecks,
        @Nullable Announcements announcements) {

    /** The priority of a router whose document names none (RFC 9568 section 6.1). */
    public static final int DEFAULT_PRIORITY = 100;

    /**
     * The priority that the operator gives the node that is planned to be Active first. Raised ones are higher; the
     * Backups that start together with it are lower, and give it a head start.
     */
    public static final int FIRST_PLANNED_PRIORITY = 200;

    /** The advertisement interval of a router whose document names none (RFC 9568 section 6.1). */
    public static final String DEFAULT_ADVERTISEMENT_INTERVAL = "1s";

    /** The lifetime of addresses whose document names none. */
    public static final String DEFAULT_ADDRESS_LIFETIME = "3s";

    /** Keeps copies of the lists. */
    public VirtualRouter {
        virtualIPs = Lists.copyOrEmpty(virtualIPs);
        addresses = Lists.copyOrEmpty(addresses);
        extraAddresses = Lists.copyOrEmpty(extraAddresses);
        unicastPeers = Lists.copyOrEmpty(unicastPeers);
        healthChecks = Lists.copyOrEmpty(healthChecks);
    }

    /** The priority, or its default. */
    public int priorityOrDefault() {
        return priority == null ? DEFAULT_PRIORITY : priority;
    }

    /** The advertisement interval, or its default. */
    public String advertisementIntervalOrDefault() {
        return advertisementInterval == null ? DEFAULT_ADVERTISEMENT_INTERVAL : advertisementInterval;
    }

    /** The address lifetime, or its default. */
    public String addressLifetimeOrDefault() {
        return addressLifetime == null ? DEFAULT_ADDRESS_LIFETIME : addressLifetime;
    }

    /** Whether and when it preempts, or the default: at once. */
    public Preempt preemptOrDefault() {
        return preempt == null ? Preempt.DEFAULT : preempt;
    }

    /** The protocol's settings, or all of their defaults. */
    public Vrrp vrrpOrDefault() {
        return vrrp == null ? Vrrp.DEFAULT : vrrp;
    }

    /** The interface that advertisements go out on: that of the addresses, if none is given. */
    public @Nullable String vrrpInterfaceNameOrDefault() {
        Vrrp protocol = vrrpOrDefault();
        String given = protocol.interfaceSelector() == null
                ? null
                : protocol.interfaceSelector().name();
        return given == null ? interfaceName : given;
    }

    /** The announcements, or all of their defaults. */
    public Announcements announcementsOrDefault() {
        return announcements == null ? Announcements.DEFAULT : announcements;
    }

    /** A builder in which nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with the values of this virtual router. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.virtualIPs = virtualIPs;
        builder.interfaceName = interfaceName;
        builder.addresses = addresses;
        builder.extraAddresses = extraAddresses;
        builder.addressLabel = addressLabel;
        builder.bindPrefix = bindPrefix;
        builder.addressLifetime = addressLifetime;
        builder.release = release;
        builder.priority = priority;
        builder.advertisementInterval = advertisementInterval;
        builder.preempt = preempt;
        builder.vrrp = vrrp;
        builder.sourceAddress = sourceAddress;
        builder.unicastPeers = unicastPeers;
        builder.acceptMode = acceptMode;
        builder.moveGroup = moveGroup;
        builder.healthChecks = healthChecks;
        builder.announcements = announcements;
        return builder;
    }

    /** Builds a virtual router by the names of its fields. */
    public static final class Builder {
        private @Nullable String name;
        private List<String> virtualIPs = List.of();
        private @Nullable String interfaceName;
        private List<String> addresses = List.of();
        private List<String> extraAddresses = List.of();
        private @Nullable String addressLabel;
        private @Nullable Boolean bindPrefix;
        private @Nullable String addressLifetime;
        private @Nullable String release;
        private @Nullable Integer priority;
        private @Nullable String advertisementInterval;
        private @Nullable Preempt preempt;
        private @Nullable Vrrp vrrp;
        private @Nullable String sourceAddress;
        private List<String> unicastPeers = List.of();
        private @Nullable AcceptMode acceptMode;
        private @Nullable String moveGroup;
        private List<HealthCheck> healthChecks = List.of();
        private @Nullable Announcements announcements;

        private Builder() {}

        public Builder name(@Nullable String name) {
            this.name = name;
            return this;
        }

        public Builder virtualIPs(List<String> virtualIPs) {
            this.virtualIPs = virtualIPs;
            return this;
        }

        public Builder interfaceName(@Nullable String interfaceName) {
            this.interfaceName = interfaceName;
            return this;
        }

        public Builder addresses(List<String> addresses) {
            this.addresses = addresses;
            return this;
        }

        public Builder extraAddresses(List<String> extraAddresses) {
            this.extraAddresses = extraAddresses;
            return this;
        }

        public Builder addressLabel(@Nullable String addressLabel) {
            this.addressLabel = addressLabel;
            return this;
        }

        public Builder bindPrefix(@Nullable Boolean bindPrefix) {
            this.bindPrefix = bindPrefix;
            return this;
        }

        public Builder addressLifetime(@Nullable String addressLifetime) {
            this.addressLifetime = addressLifetime;
            return this;
        }

        public Builder release(@Nullable String release) {
            this.release = release;
            return this;
        }

        public Builder priority(@Nullable Integer priority) {
            this.priority = priority;
            return this;
        }

        public Builder advertisementInterval(@Nullable String advertisementInterval) {
            this.advertisementInterval = advertisementInterval;
            return this;
        }

        public Builder preempt(@Nullable Preempt preempt) {
            this.preempt = preempt;
            return this;
        }

        public Builder vrrp(@Nullable Vrrp vrrp) {
            this.vrrp = vrrp;
            return this;
        }

        public Builder sourceAddress(@Nullable String sourceAddress) {
            this.sourceAddress = sourceAddress;
            return this;
        }

        public Builder unicastPeers(List<String> unicastPeers) {
            this.unicastPeers = unicastPeers;
            return this;
        }

        public Builder acceptMode(@Nullable AcceptMode acceptMode) {
            this.acceptMode = acceptMode;
            return this;
        }

        public Builder moveGroup(@Nullable String moveGroup) {
            this.moveGroup = moveGroup;
            return this;
        }

        public Builder healthChecks(List<HealthCheck> healthChecks) {
            this.healthChecks = healthChecks;
            return this;
        }

        public Builder announcements(@Nullable Announcements announcements) {
            this.announcements = announcements;
            return this;
        }

        public VirtualRouter build() {
            return new VirtualRouter(
                    name,
                    virtualIPs,
                    interfaceName,
                    addresses,
                    extraAddresses,
                    addressLabel,
                    bindPrefix,
                    addressLifetime,
                    release,
                    priority,
                    advertisementInterval,
                    preempt,
                    vrrp,
                    sourceAddress,
                    unicastPeers,
                    acceptMode,
                    moveGroup,
                    healthChecks,
                    announcements);
        }
    }
}
