package dev.virtualip.operator.plan.service;

import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.service.ServiceAnnotations.Setting;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forms groups of Services that share an address. A Service stays with the VirtualIP that it has while its sharing key
 * stays. Of several that claim a VirtualIP or a port, those that have the address already win, then the oldest.
 */
final class GroupFormation {
    private final OwnedVirtualIPs owned;
    private final List<ServiceGroup> groups = new ArrayList<>();
    private final Map<String, List<ServiceGroup>> byKey = new HashMap<>();
    private final Map<String, ServiceGroup> byVirtualIP = new HashMap<>();
    private final Map<String, Finding> refusals = new HashMap<>();

    private GroupFormation(OwnedVirtualIPs owned) {
        this.owned = owned;
    }

    /**
     * The groups.
     *
     * @param groups the groups, in the order in which they claim addresses
     * @param refusals why a Service is in none of them, by its key
     */
    record Result(List<ServiceGroup> groups, Map<String, Finding> refusals) {}

    static Result of(List<ServiceRequest> requests, OwnedVirtualIPs owned) {
        GroupFormation formation = new GroupFormation(owned);
        List<ServiceRequest> byAge =
                requests.stream().sorted(ServiceRequest.BY_AGE).toList();
        byAge.stream().filter(formation::staysWithItsVirtualIP).forEach(formation::stay);
        byAge.stream()
                .filter(request -> !formation.staysWithItsVirtualIP(request))
                .forEach(formation::enter);
        return new Result(formation.groups, formation.refusals);
    }

    private boolean staysWithItsVirtualIP(ServiceRequest request) {
        WantedVirtualIP its = owned.of(request.key());
        return its != null && Objects.equals(OwnedVirtualIPs.sharingKey(its), request.sharingKey());
    }

    private void stay(ServiceRequest request) {
        WantedVirtualIP its = Objects.requireNonNull(owned.of(request.key()));
        ServiceGroup group = byVirtualIP.get(its.name());
        if (group == null) {
            begin(request);
        } else if (request.sharingKey() != null && fits(group, request)) {
            join(group, request);
        } else {
            enter(request);
        }
    }

    private void enter(ServiceRequest request) {
        if (request.sharingKey() != null && request.refusal() == null) {
            for (ServiceGroup group : byKey.getOrDefault(request.sharingKey(), List.of())) {
                if (fits(group, request)) {
                    join(group, request);
                    return;
                }
            }
        }
        begin(request);
    }

    /** Begins a group with a Service, which takes the VirtualIP that it has, unless others stay there. */
    private void begin(ServiceRequest request) {
        WantedVirtualIP its = owned.of(request.key());
        boolean free = its != null && !byVirtualIP.containsKey(its.name());
        if (request.refusal() != null && !free) {
            refusals.put(request.key(), request.refusal());
            return;
        }
        ServiceGroup group = new ServiceGroup(request, free ? its : null);
        groups.add(group);
        if (free) {
            byVirtualIP.put(group.name(), group);
        }
        if (request.sharingKey() != null) {
            byKey.computeIfAbsent(request.sharingKey(), ignored -> new ArrayList<>())
                    .add(group);
        }
    }

    private void join(ServiceGroup group, ServiceRequest request) {
        Finding objection = objection(group, request);
        if (objection == null) {
            group.members().add(request);
        } else {
            begin(request.refused(objection));
        }
    }

    private static @Nullable Finding objection(ServiceGroup group, ServiceRequest request) {
        for (ServiceRequest member : group.members()) {
            List<String> ports = request.portsInCommon(member);
            if (!ports.isEmpty()) {
                return ServiceFindings.portConflict(ports, "the address that both share", member);
            }
            if (!request.hasBackendsLike(member)) {
                return ServiceFindings.backendsDiffer(member);
            }
        }
        return null;
    }

    /** Whether a Service asks for nothing that contradicts what the group asks for or has. */
    private boolean fits(ServiceGroup group, ServiceRequest request) {
        Setting asked = group.requestedPool();
        String pool = asked == null ? group.pool() : asked.text();
        if (request.pool() != null && pool != null && !request.pool().text().equals(pool)) {
            return false;
        }
        return fits(group, request, false) && fits(group, request, true);
    }

    private boolean fits(ServiceGroup group, ServiceRequest request, boolean ipv6) {
        InetAddress target = group.requested(ipv6) == null ? group.address(ipv6) : group.requested(ipv6);
        if (request.requested(ipv6) != null) {
            return target == null || target.equals(request.requested(ipv6));
        }
        // After the loss of all VirtualIPs, the statuses of the Services say which of them shared an address.
        Set<InetAddress> told = owned.of(request.key()) == null
                ? ReadableAddresses.of(request.service().ingress())
                : Set.of();
        Set<InetAddress> targets = target == null ? group.told() : Set.of(target);
        return ofFamily(told, ipv6).isEmpty()
                || ofFamily(targets, ipv6).isEmpty()
                || told.stream().anyMatch(targets::contains);
    }

    private static List<InetAddress> ofFamily(Set<InetAddress> addresses, boolean ipv6) {
        return addresses.stream()
                .filter(address -> ServiceRequest.isIpv6(address) == ipv6)
                .toList();
    }
}
