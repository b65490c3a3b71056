package dev.virtualip.operator.plan;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.request.VirtualIPSettings;
import dev.virtualip.operator.plan.topology.HostAddresses;
import dev.virtualip.operator.plan.topology.HostAddresses.HostAddress;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which VirtualIP gets an address that two VirtualIPs claim: the one that already serves it, then the older
 * one. No VirtualIP gets an address that is configured on a node.
 */
final class AddressClaims {
    private final Collection<RunningRouter> running;
    private final HostAddresses hostAddresses;
    private final Map<String, Finding> refused;
    private final Map<InetAddress, List<VirtualIPRequest>> claimants = new LinkedHashMap<>();

    AddressClaims(Collection<RunningRouter> running, HostAddresses hostAddresses, Map<String, Finding> refused) {
        this.running = running;
        this.hostAddresses = hostAddresses;
        this.refused = refused;
    }

    /** Returns the VirtualIPs to refuse in addition, with the reason. */
    Map<String, Finding> refusals(List<VirtualIPRequest> requests) {
        for (VirtualIPRequest request : requests) {
            claimed(request)
                    .forEach(address -> claimants
                            .computeIfAbsent(address, ignored -> new ArrayList<>(1))
                            .add(request));
        }
        Map<String, Finding> refusals = new HashMap<>();
        claimants.forEach((address, claiming) -> {
            VirtualIPRequest winner = winner(address, claiming);
            for (VirtualIPRequest request : claiming) {
                Finding finding =
                        request.name().equals(winner.name()) ? ownerFinding(request, address) : inUse(address, winner);
                if (finding != null && !refused.containsKey(request.name())) {
                    refusals.putIfAbsent(request.name(), finding);
                }
            }
        });
        return refusals;
    }

    /** The addresses that a VirtualIP claims. A refused VirtualIP claims only those that it already serves. */
    private Set<InetAddress> claimed(VirtualIPRequest request) {
        Set<InetAddress> addresses = new HashSet<>();
        if (!refused.containsKey(request.name())) {
            request.addresses().stream().map(IpPrefix::address).forEach(addresses::add);
            return addresses;
        }
        for (RunningRouter router : running) {
            if (RunningRouterReader.serves(router, request)) {
                Set<InetAddress> known =
                        ReadableAddresses.of(request.wanted().status().addresses());
                router.addresses().stream().filter(known::contains).forEach(addresses::add);
            }
        }
        return addresses;
    }

    private VirtualIPRequest winner(InetAddress address, List<VirtualIPRequest> claiming) {
        return claiming.size() == 1
                ? claiming.getFirst()
                : claiming.stream()
                        .min(Comparator.comparing((VirtualIPRequest request) -> !runs(request, address))
                                .thenComparing(VirtualIPRequest.BY_AGE))
                        .orElseThrow();
    }

    private boolean runs(VirtualIPRequest request, InetAddress address) {
        Set<InetAddress> known = ReadableAddresses.of(request.wanted().status().addresses());
        return (known.isEmpty() || known.contains(address))
                && running.stream()
                        .anyMatch(router ->
                                router.addresses().contains(address) && RunningRouterReader.serves(router, request));
    }

    /**
     * Refuses an address that is configured on a node, unless the VirtualIP allows that node's VRRP as a source: that
     * node is being migrated.
     */
    private @Nullable Finding ownerFinding(VirtualIPRequest request, InetAddress address) {
        for (HostAddress host : hostAddresses.of(address)) {
            if (!runs(request, address) && !isBeingReplaced(request, host)) {
                return new Finding(
                        "AddressInUse",
                        "%s is configured on node %s, interface %s; use another address, or remove it there"
                                .formatted(
                                        AddressText.format(address), host.node().name(), host.interfaceName()));
            }
        }
        return null;
    }

    private static boolean isBeingReplaced(VirtualIPRequest request, HostAddress host) {
        VirtualIPSettings settings = request.settings();
        if (settings == null) {
            return false;
        }
        Set<InetAddress> additionalSources = ReadableAddresses.of(settings.allowedSources());
        return host.node().links().stream()
                .flatMap(link -> link.addresses().stream())
                .anyMatch(prefix -> additionalSources.contains(prefix.address()));
    }

    private static Finding inUse(InetAddress address, VirtualIPRequest winner) {
        return new Finding(
                "AddressInUse",
                "%s belongs to VirtualIP %s; use another address, or remove it there"
                        .formatted(AddressText.format(address), winner.name()));
    }
}
