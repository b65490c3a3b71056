package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of a VirtualIP: null is what the document leaves to the pool's template or the default.
 *
 * @param addresses 1..16 addresses; without a prefix /32 or /128
 * @param pool the VirtualIPPool that addresses come from
 * @param interfaceSelector which interface; none: the one whose connected subnet holds the address
 * @param addressLabel the IPv4 address label, at most 15 characters
 * @param bindPrefix whether IPv4 is bound with its prefix instead of as /32
 * @param nodeSelector which nodes may hold it
 * @param preferredNodes which of them it likes best
 * @param maxCandidates how many nodes take part
 * @param advertisementInterval 10ms..40.95s in steps of 10ms; version 2: whole seconds
 * @param preempt whether and when it preempts
 * @param moveGroup all of one group move together
 * @param vrrp the protocol's settings
 * @param healthChecks health checks; refused for now
 * @param announcements when the addresses are announced
 * @param notifyDestinations names of destinations that the operator is configured with
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualIPSpec(
        List<String> addresses,
        @Nullable String pool,
        @JsonProperty("interface") @Nullable InterfaceSelector interfaceSelector,
        @Nullable String addressLabel,
        @Nullable Boolean bindPrefix,
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
     * @param name its name
     * @param pattern or a regular expression that its name matches as a whole
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record InterfaceSelector(
            @Nullable String name, @Nullable String pattern) {}

    /**
     * A preference for some nodes.
     *
     * @param weight 1..100
     * @param preference which nodes
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PreferredNode(int weight, LabelSelector preference) {}
}
