package dev.virtualip.agent.node;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.agent.vrrp.RouterSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one virtual router of this node shall be: validated, with all defaults filled in.
 *
 * @param name unique on the node
 * @param virtualIPs the VirtualIP objects it serves, for labels and log lines; may be empty
 * @param interfaceName the interface, which need not exist (yet)
 * @param family the family of all its addresses
 * @param version 2 or 3
 * @param virtualRouterId 1..255, unique for an interface and family
 * @param priority 1..255
 * @param advertisementIntervalNanos the interval at which it advertises while Active
 * @param preemption whether and when it preempts; never while {@code release} is set
 * @param allowedSources who may speak; empty: anyone on the link
 * @param moveGroup the group that moves together; null: it moves alone
 * @param release a new value that is not empty tells an Active to hand over, once
 * @param binding how its addresses are put on the interface
 * @param transmission how its advertisements go out
 * @param announcements when its addresses are announced
 * @param askFirst whether the network is asked by ARP or neighbor solicitation, before its addresses are bound for the
 *     first time, if somebody has them already; an owner (priority 255) never asks
 * @param confirmed false: it comes from a copy that may be out of date. Until an Active of this virtual router is
 *     heard, or a specification with true follows, it never preempts and asks first
 */
public record VirtualRouterSpec(
        String name,
        List<String> virtualIPs,
        String interfaceName,
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
        Announcements announcements,
        boolean askFirst,
        boolean confirmed) {
    /** Priorities below this one are those of routers that the operator did not plan to be Active first. */
    public static final int FIRST_PLANNED_PRIORITY = 200;

    /** Keeps copies of the collections. */
    public VirtualRouterSpec {
        virtualIPs = List.copyOf(virtualIPs);
        allowedSources = Set.copyOf(allowedSources);
    }

    /**
     * What the state machine is told.
     *
     * @param source the address that it sends from
     * @param stopGraceNanos how long it answers while no successor is heard
     */
    public RouterSettings settings(InetAddress source, long stopGraceNanos) {
        return settings(source, stopGraceNanos, true);
    }

    /**
     * What the state machine is told.
     *
     * @param source the address that it sends from
     * @param stopGraceNanos how long it answers while no successor is heard
     * @param mayPreempt whether it preempts as it is configured, or not at all
     */
    public RouterSettings settings(InetAddress source, long stopGraceNanos, boolean mayPreempt) {
        return new RouterSettings(
                version,
                family,
                virtualRouterId,
                priority,
                advertisementIntervalNanos,
                mayPreempt && release.isEmpty() && confirmed ? preemption : Preemption.NEVER,
                binding.addresses().stream().map(VirtualAddress::address).toList(),
                binding.extraAddresses().stream().map(VirtualAddress::address).toList(),
                allowedSources.isEmpty() ? Set.copyOf(transmission.unicastPeers()) : allowedSources,
                source,
                moveGroup != null,
                stopGraceNanos);
    }

    /** Whether the network is asked before its addresses are bound for the first time. */
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
                        askFirst,
                        true);
    }

    /**
     * Whether a change to another specification cannot be carried on: then this virtual router leaves, and the other
     * one starts afresh. Peers would not understand the one while they still speak the other.
     */
    public boolean cutOver(VirtualRouterSpec other) {
        return !interfaceName.equals(other.interfaceName)
                || family != other.family
                || version != other.version
                || virtualRouterId != other.virtualRouterId
                || (version == 2 && advertisementIntervalNanos != other.advertisementIntervalNanos);
    }
}
