package dev.virtualip.agent.node;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.HealthEffect;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.agent.vrrp.RouterSettings;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Specification of one virtual router of this node, validated and with all defaults filled in.
 *
 * @param name unique on the node
 * @param virtualIPs the VirtualIP objects it serves, for labels and log lines; may be empty
 * @param interfaceName the interface, which need not exist (yet)
 * @param vrrpInterfaceName the interface that its advertisements go out on; usually the same
 * @param family the family of all its addresses
 * @param version 2 or 3
 * @param virtualRouterId 1..255, unique for an interface and family
 * @param priority 1..255
 * @param advertisementIntervalNanos the interval at which it advertises while Active
 * @param preemption whether and when it preempts; never while {@code release} is set
 * @param allowedSources the accepted source addresses; empty: any on the link
 * @param moveGroup the group that moves together; null: it moves alone
 * @param release a new, non-empty value makes an Active hand over once
 * @param binding how its addresses are put on the interface
 * @param transmission how its advertisements go out
 * @param announcements when its addresses are announced
 * @param healthChecks the health checks that this node must pass
 * @param askFirst whether it probes by ARP or neighbor solicitation, before it binds its addresses for the first time,
 *     for another host that has them; an owner (priority 255) never probes
 * @param confirmed false: it comes from the last known configuration, which may be out of date. Until an Active of this
 *     virtual router is received, or a specification with true follows, it never preempts and probes first
 */
public record VirtualRouterSpec(
        String name,
        List<String> virtualIPs,
        String interfaceName,
        String vrrpInterfaceName,
        Family family,
        int version,
        int virtualRouterId,
        int priority,
        long advertisementIntervalNanos,
        Preemption preemption,
        Set<InetAddress> allowedSources,
        @Nullable String moveGroup,
        String release,
        Binding binding,
        Transmission transmission,
        AnnouncementSchedule announcements,
        List<HealthCheckSpec> healthChecks,
        boolean askFirst,
        boolean confirmed) {
    /** Priorities below this one are those of routers that the operator did not plan to be Active first. */
    public static final int FIRST_PLANNED_PRIORITY = 200;

    /** Keeps copies of the collections. */
    public VirtualRouterSpec {
        virtualIPs = List.copyOf(virtualIPs);
        allowedSources = Collections.unmodifiableSet(new LinkedHashSet<>(allowedSources));
        healthChecks = List.copyOf(healthChecks);
    }

    /**
     * The settings of the state machine.
     *
     * @param source the source address
     * @param stopGraceNanos how long it answers after a stop while no successor advertises
     */
    public RouterSettings settings(InetAddress source, long stopGraceNanos) {
        return settings(source, stopGraceNanos, true, HealthEffect.NONE);
    }

    /**
     * The settings of the state machine.
     *
     * @param source the source address
     * @param stopGraceNanos how long it answers after a stop while no successor advertises
     * @param mayPreempt whether it preempts as it is configured, or not at all
     * @param health the effect of health checks
     */
    public RouterSettings settings(InetAddress source, long stopGraceNanos, boolean mayPreempt, HealthEffect health) {
        return new RouterSettings(
                version,
                family,
                virtualRouterId,
                health.priority(priority),
                advertisementIntervalNanos,
                mayPreempt && release.isEmpty() && confirmed ? preemption : Preemption.NEVER,
                binding.addresses().stream().map(VirtualAddress::address).toList(),
                binding.extraAddresses().stream().map(VirtualAddress::address).toList(),
                allowedSources.isEmpty() ? new LinkedHashSet<>(transmission.unicastPeers()) : allowedSources,
                source,
                moveGroup != null,
                stopGraceNanos,
                health.awaitingVerdict());
    }

    /** Whether its advertisements use another interface than its addresses. */
    public boolean vrrpApart() {
        return !vrrpInterfaceName.equals(interfaceName);
    }

    /** Whether it probes before it binds its addresses for the first time. */
    public boolean asksFirst() {
        return (askFirst || !confirmed) && priority != Advertisement.PRIORITY_OWNER;
    }

    /** The same, confirmed. */
    public VirtualRouterSpec asConfirmed() {
        return confirmed
                ? this
                : new VirtualRouterSpec(
                        name,
                        virtualIPs,
                        interfaceName,
                        vrrpInterfaceName,
                        family,
                        version,
                        virtualRouterId,
                        priority,
                        advertisementIntervalNanos,
                        preemption,
                        allowedSources,
                        moveGroup,
                        release,
                        binding,
                        transmission,
                        announcements,
                        healthChecks,
                        askFirst,
                        true);
    }

    /**
     * Whether a change to another specification needs a restart: this virtual router leaves and a new one starts, since
     * peers with one of the two would not accept advertisements of the other.
     */
    public boolean cutOver(VirtualRouterSpec other) {
        return !interfaceName.equals(other.interfaceName)
                || !vrrpInterfaceName.equals(other.vrrpInterfaceName)
                || family != other.family
                || version != other.version
                || virtualRouterId != other.virtualRouterId
                || (version == 2 && advertisementIntervalNanos != other.advertisementIntervalNanos);
    }
}
