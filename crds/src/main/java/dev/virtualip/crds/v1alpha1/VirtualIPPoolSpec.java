package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of addresses, and a template for the VirtualIPs that take addresses from them.
 *
 * @param ranges networks as 192.0.2.0/28, or the first and the last address as 192.0.2.10-192.0.2.20
 * @param autoAssign whether an address is taken from it without being asked for by name; default: true
 * @param priority of the pools that may be taken from without being asked for, the one with the highest priority is
 *     taken from first, then by name; -1000000..1000000; default: 0
 * @param namespaceSelector the namespaces whose Services may take from it; none: all
 * @param serviceSelector the Services that may take from it; none: all
 * @param template the part of a VirtualIP spec that each address taken from it starts from
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualIPPoolSpec(
        List<String> ranges,
        @Nullable Boolean autoAssign,
        @Nullable Integer priority,
        @Nullable LabelSelector namespaceSelector,
        @Nullable LabelSelector serviceSelector,
        @Nullable Template template) {

    /** Keeps a copy of the list. */
    public VirtualIPPoolSpec {
        ranges = Lists.copyOrEmpty(ranges);
    }

    /** Whether an address is taken from it without being asked for by name. */
    public boolean autoAssignOrDefault() {
        return autoAssign == null || autoAssign;
    }

    /** The priority among the pools. */
    public int priorityOrDefault() {
        return priority == null ? 0 : priority;
    }

    /**
     * Values for the fields that a VirtualIP of the pool leaves out: those of {@link VirtualIPSpec} except for its
     * addresses, families, pool, destinations and Services.
     *
     * @param interfaceSelector which interface
     * @param addressLabel the IPv4 address label
     * @param bindPrefix whether IPv4 is bound with its prefix
     * @param addressLifetime how long the kernel keeps the addresses when the agent dies
     * @param nodeSelector which nodes may hold it
     * @param preferredNodes which of them it likes best
     * @param maxCandidates how many nodes take part
     * @param advertisementInterval the interval of advertisements
     * @param preempt whether and when it preempts
     * @param moveGroup all of one group move together
     * @param vrrp the protocol's settings
     * @param healthChecks checks that a node must pass to hold the addresses
     * @param announcements when the addresses are announced
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Template(
            @JsonProperty("interface") @Nullable InterfaceSelector interfaceSelector,
            @Nullable String addressLabel,
            @Nullable Boolean bindPrefix,
            @Nullable String addressLifetime,
            @Nullable LabelSelector nodeSelector,
            List<VirtualIPSpec.PreferredNode> preferredNodes,
            @Nullable Integer maxCandidates,
            @Nullable String advertisementInterval,
            @Nullable Preempt preempt,
            @Nullable String moveGroup,
            @Nullable Vrrp vrrp,
            List<HealthCheck> healthChecks,
            @Nullable Announcements announcements) {

        /** Keeps copies of the lists. */
        public Template {
            preferredNodes = Lists.copyOrEmpty(preferredNodes);
            healthChecks = Lists.copyOrEmpty(healthChecks);
        }
    }
}
