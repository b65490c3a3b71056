package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Desired state of a VirtualIP. A field that is left out comes from the template of its pool, or is the default.
 *
 * @param addresses 1..16 addresses of one or both families, such as 192.0.2.10/24 or 2001:db8::10/64; the prefix finds
 *     the interface; without one it is /32 or /128
 * @param pool the VirtualIPPool that the addresses are of, and whose template says what is left out here; without
 *     addresses one of each family is taken from it, and kept
 * @param ipFamilies the families of the addresses to take from the pool, IPv4 or IPv6; none: each that the pool has
 * @param interfaceSelector the interface that the addresses are on; none: on each node the one whose connected subnet
 *     holds the address
 * @param addressLabel the label of the IPv4 addresses as {@code ip addr} shows it, at most 15 characters, such as
 *     eth1:1
 * @param bindPrefix whether IPv4 is bound with its prefix instead of as /32; works where the host has an address of its
 *     own in that subnet, and the sysctl promote_secondaries is 1; default: false
 * @param addressLifetime how long the kernel keeps the addresses when the agent dies; it is renewed at each third of it
 *     while a node holds them, and each renewal is a netlink notice to every listener on that host; whole seconds
 *     1s..60s, or 0s: permanent, never renewed, and then a dead agent's addresses stay; default: 3s
 * @param nodeSelector the nodes that may hold the addresses, by their labels; none: all
 * @param preferredNodes preferences for nodes: the weights of all terms that match a node are added up
 * @param maxCandidates the number of candidate nodes, 1..{@link #MAX_CANDIDATES}; default: 3
 * @param advertisementInterval the time between two advertisements; a dead node is detected after a little more than
 *     three of them; 10ms..40.95s in steps of 10ms, with version 2 whole seconds, 1s..255s; default: 250ms, with
 *     version 2 1s
 * @param preempt whether and when it preempts
 * @param moveGroup the name of a group; all VirtualIPs of a group are on one node and move together
 * @param vrrp the settings of the protocol, for networks with other VRRP routers
 * @param healthChecks checks that a node must pass to hold the addresses; each candidate runs them for itself; while
 *     all candidates fail, one of them holds the addresses nevertheless
 * @param announcements the schedule on which the active node announces the addresses on the network
 * @param notifyDestinations the destinations of notifications, by their names in the operator's configuration
 * @param services the Services of type LoadBalancer that may be attached to its addresses; none: no Service
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualIPSpec(
        List<String> addresses,
        @Nullable String pool,
        List<IpFamily> ipFamilies,
        @JsonProperty("interface") @Nullable InterfaceSelector interfaceSelector,
        @Nullable String addressLabel,
        @Nullable Boolean bindPrefix,
        @Nullable String addressLifetime,
        @Nullable LabelSelector nodeSelector,
        List<PreferredNode> preferredNodes,
        @Nullable Integer maxCandidates,
        @Nullable String advertisementInterval,
        @Nullable Preempt preempt,
        @Nullable String moveGroup,
        @Nullable Vrrp vrrp,
        List<HealthCheck> healthChecks,
        @Nullable Announcements announcements,
        @JsonProperty("notify") List<String> notifyDestinations,
        @Nullable ServiceAdmission services) {

    /** How many nodes take part at most: so many priorities fit with room between them. */
    public static final int MAX_CANDIDATES = 32;

    /** Keeps copies of the lists. */
    public VirtualIPSpec {
        addresses = Lists.copyOrEmpty(addresses);
        ipFamilies = Lists.copyOrEmpty(ipFamilies);
        preferredNodes = Lists.copyOrEmpty(preferredNodes);
        healthChecks = Lists.copyOrEmpty(healthChecks);
        notifyDestinations = Lists.copyOrEmpty(notifyDestinations);
    }

    /** The family of an address. */
    public enum IpFamily {
        /** IPv4. */
        @JsonProperty("IPv4")
        IPV4,
        /** IPv6. */
        @JsonProperty("IPv6")
        IPV6
    }

    /**
     * Selector of a network interface.
     *
     * @param name its name, such as eth1
     * @param pattern a regular expression instead, which the whole name matches, such as (eth|ens)[0-9]+
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record InterfaceSelector(
            @Nullable String name, @Nullable String pattern) {}

    /**
     * Preference for some nodes.
     *
     * @param weight the weight, 1..100
     * @param preference the nodes, by their labels
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PreferredNode(int weight, LabelSelector preference) {}

    /**
     * Selector of the Services that may be attached. A Service must match both selectors.
     *
     * @param namespaceSelector their namespaces, by their labels; none: all
     * @param serviceSelector the Services, by their labels; none: all
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ServiceAdmission(
            @Nullable LabelSelector namespaceSelector,
            @Nullable LabelSelector serviceSelector) {}

    /** A builder in which nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with the values of this spec. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.addresses = addresses;
        builder.pool = pool;
        builder.ipFamilies = ipFamilies;
        builder.interfaceSelector = interfaceSelector;
        builder.addressLabel = addressLabel;
        builder.bindPrefix = bindPrefix;
        builder.addressLifetime = addressLifetime;
        builder.nodeSelector = nodeSelector;
        builder.preferredNodes = preferredNodes;
        builder.maxCandidates = maxCandidates;
        builder.advertisementInterval = advertisementInterval;
        builder.preempt = preempt;
        builder.moveGroup = moveGroup;
        builder.vrrp = vrrp;
        builder.healthChecks = healthChecks;
        builder.announcements = announcements;
        builder.notifyDestinations = notifyDestinations;
        builder.services = services;
        return builder;
    }

    /** Builds a spec by the names of its fields. */
    public static final class Builder {
        private List<String> addresses = List.of();
        private @Nullable String pool;
        private List<IpFamily> ipFamilies = List.of();
        private @Nullable InterfaceSelector interfaceSelector;
        private @Nullable String addressLabel;
        private @Nullable Boolean bindPrefix;
        private @Nullable String addressLifetime;
        private @Nullable LabelSelector nodeSelector;
        private List<PreferredNode> preferredNodes = List.of();
        private @Nullable Integer maxCandidates;
        private @Nullable String advertisementInterval;
        private @Nullable Preempt preempt;
        private @Nullable String moveGroup;
        private @Nullable Vrrp vrrp;
        private List<HealthCheck> healthChecks = List.of();
        private @Nullable Announcements announcements;
        private List<String> notifyDestinations = List.of();
        private @Nullable ServiceAdmission services;

        private Builder() {}

        public Builder addresses(List<String> addresses) {
            this.addresses = addresses;
            return this;
        }

        public Builder pool(@Nullable String pool) {
            this.pool = pool;
            return this;
        }

        public Builder ipFamilies(List<IpFamily> ipFamilies) {
            this.ipFamilies = ipFamilies;
            return this;
        }

        public Builder interfaceSelector(@Nullable InterfaceSelector interfaceSelector) {
            this.interfaceSelector = interfaceSelector;
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

        public Builder nodeSelector(@Nullable LabelSelector nodeSelector) {
            this.nodeSelector = nodeSelector;
            return this;
        }

        public Builder preferredNodes(List<PreferredNode> preferredNodes) {
            this.preferredNodes = preferredNodes;
            return this;
        }

        public Builder maxCandidates(@Nullable Integer maxCandidates) {
            this.maxCandidates = maxCandidates;
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

        public Builder moveGroup(@Nullable String moveGroup) {
            this.moveGroup = moveGroup;
            return this;
        }

        public Builder vrrp(@Nullable Vrrp vrrp) {
            this.vrrp = vrrp;
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

        public Builder notifyDestinations(List<String> notifyDestinations) {
            this.notifyDestinations = notifyDestinations;
            return this;
        }

        public Builder services(@Nullable ServiceAdmission services) {
            this.services = services;
            return this;
        }

        public VirtualIPSpec build() {
            return new VirtualIPSpec(
                    addresses,
                    pool,
                    ipFamilies,
                    interfaceSelector,
                    addressLabel,
                    bindPrefix,
                    addressLifetime,
                    nodeSelector,
                    preferredNodes,
                    maxCandidates,
                    advertisementInterval,
                    preempt,
                    moveGroup,
                    vrrp,
                    healthChecks,
                    announcements,
                    notifyDestinations,
                    services);
        }
    }
}
