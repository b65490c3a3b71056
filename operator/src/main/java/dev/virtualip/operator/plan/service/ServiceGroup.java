package dev.virtualip.operator.plan.service;

import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services that have one VirtualIP of the operator: mostly one, several if they share an address. */
final class ServiceGroup {
    private final @Nullable WantedVirtualIP existing;
    private final List<ServiceRequest> members = new ArrayList<>(1);
    private final @Nullable InetAddress[] addresses = new InetAddress[2];
    private String name = "";
    private @Nullable String pool;
    private @Nullable Finding refusal;

    /**
     * Creates a group.
     *
     * @param existing its VirtualIP; null: it does not exist yet
     */
    ServiceGroup(ServiceRequest first, @Nullable WantedVirtualIP existing) {
        this.existing = existing;
        members.add(first);
        if (existing != null) {
            name = existing.name();
            pool = existing.spec().pool();
            ReadableAddresses.of(existing.spec().addresses()).forEach(this::setAddress);
        }
    }

    @Nullable
    WantedVirtualIP existing() {
        return existing;
    }

    /** Returns the Service that decides what the VirtualIP is like. */
    ServiceRequest first() {
        return members.getFirst();
    }

    /** Returns the Services, those that had the address already first, then the oldest. */
    List<ServiceRequest> members() {
        return members;
    }

    /** Returns the name of its VirtualIP. */
    String name() {
        return name;
    }

    void setName(String given) {
        name = given;
    }

    /** Returns the pool of its addresses; null: not chosen. */
    @Nullable
    String pool() {
        return pool;
    }

    void setPool(String chosen) {
        pool = chosen;
    }

    /** Returns its address of a family; null: none. */
    @Nullable
    InetAddress address(boolean ipv6) {
        return addresses[ipv6 ? 1 : 0];
    }

    void setAddress(InetAddress address) {
        addresses[ServiceRequest.isIpv6(address) ? 1 : 0] = address;
    }

    /** Replaces its addresses. */
    void setAddresses(List<InetAddress> chosen) {
        addresses[0] = null;
        addresses[1] = null;
        chosen.forEach(this::setAddress);
    }

    boolean hasAddress() {
        return addresses[0] != null || addresses[1] != null;
    }

    /** Returns its addresses, IPv4 first. */
    List<InetAddress> addresses() {
        List<InetAddress> all = new ArrayList<>(2);
        for (InetAddress address : addresses) {
            if (address != null) {
                all.add(address);
            }
        }
        return all;
    }

    /** Returns why it gets no address, or may lose what it has; null: all is well. */
    @Nullable
    Finding refusal() {
        return refusal;
    }

    void refuse(@Nullable Finding finding) {
        refusal = finding;
    }

    /** Returns the addresses that the statuses of its Services have. */
    Set<InetAddress> told() {
        Set<InetAddress> told = new HashSet<>();
        members.forEach(
                member -> told.addAll(ReadableAddresses.of(member.service().ingress())));
        return told;
    }

    /** Returns the address of a family that a member asks for; null: none. */
    @Nullable
    InetAddress requested(boolean ipv6) {
        for (ServiceRequest member : members) {
            InetAddress address = member.requested(ipv6);
            if (address != null) {
                return address;
            }
        }
        return null;
    }

    /** Returns the pool that a member asks for; null: none. */
    ServiceAnnotations.@Nullable Setting requestedPool() {
        for (ServiceRequest member : members) {
            if (member.pool() != null) {
                return member.pool();
            }
        }
        return null;
    }

    boolean wants(boolean ipv6) {
        return members.stream().anyMatch(member -> member.wants(ipv6));
    }
}
