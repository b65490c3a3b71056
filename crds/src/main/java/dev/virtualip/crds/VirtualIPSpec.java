package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a VirtualIP. What is left out is as the template of its pool says, or as the default.
 *
 * @param addresses 1..16 addresses of one or both families, such as 192.0.2.10/24 or 2001:db8::10/64; the prefix finds
 *     the interface; without one it is /32 or /128
 * @param pool the VirtualIPPool that the addresses are of, and whose template says what is left out here; taking an
 *     address from it, without addresses, is not yet supported
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
 * @param preferredNodes the nodes that shall hold them rather than others: the weights of all that matches a node are
 *     added up
 * @param maxCandidates how many nodes take part, 1..{@link #MAX_CANDIDATES}; default: 3
 * @param advertisementInterval the time between two advertisements; a dead node is noticed after three of them and a
 *     little; 10ms..40.95s in steps of 10ms, with version 2 whole seconds, 1s..255s; default: 250ms, with version 2 1s
 * @param preempt whether and when it preempts
 * @param moveGroup the name of a group; all VirtualIPs of a group are on one node and move together
 * @param vrrp the settings of the protocol, for networks with other VRRP routers
 * @param healthChecks what must be well on a node that holds the addresses; not yet supported: condition Accepted=False
 * @param announcements how often the holder tells the network that it has the addresses
 * @param notifyDestinations who is told of moves: names of destinations that the operator is configured with; not yet
 *     supported: condition Accepted=False
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualIPSpec(
        List<String> addresses,
        @Nullable String pool,
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
        @JsonProperty("notify") List<String> notifyDestinations) {

    /** How many nodes take part at most: so many priorities can be told apart with room between them. */
    public static final int MAX_CANDIDATES = 32;

    /** Keeps copies of the lists. */
    public VirtualIPSpec {
        addresses = Lists.copyOrEmpty(addresses);
        preferredNodes = Lists.copyOrEmpty(preferredNodes);
        healthChecks = Lists.copyOrEmpty(healthChecks);
        notifyDestinations = Lists.copyOrEmpty(notifyDestinations);
    }

    /**
     * Which interface of a node.
     *
     * @param name its name, such as eth1
     * @param pattern a regular expression instead, which the whole name matches, such as (eth|ens)[0-9]+
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record InterfaceSelector(
            @Nullable String name, @Nullable String pattern) {}

    /**
     * A preference for some nodes.
     *
     * @param weight how much it counts, 1..100
     * @param preference which nodes, by their labels
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PreferredNode(int weight, LabelSelector preference) {}
}
