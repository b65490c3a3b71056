package dev.virtualip.operator.plan.pool;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.IpFamily;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Allocates addresses of VirtualIPPools to the VirtualIPs that name a pool and no addresses.
 *
 * <p>A VirtualIP keeps the addresses that nodes serve for it, then those in its status. A new one starts at the hash of
 * its name and takes the next address that is free, so that the same objects give the same addresses, also after a
 * restore without statuses. An address that another host answers for is exchanged, as long as the VirtualIP never held
 * it.
 */
public final class PoolAllocator {
    private final AddressLedger ledger;
    private final List<WantedVirtualIP> takers;
    private final Map<String, List<InetAddress>> allocated = new HashMap<>();
    private final Map<String, Finding> refusals = new HashMap<>();
    private final SortedMap<String, List<String>> waiting = new TreeMap<>();

    /**
     * Prepares the allocation, and takes the addresses that VirtualIPs name.
     *
     * @param virtualIPs every VirtualIP, in any order
     */
    public PoolAllocator(List<WantedVirtualIP> virtualIPs, AddressLedger ledger) {
        this.ledger = ledger;
        this.takers = virtualIPs.stream()
                .filter(one -> one.spec().addresses().isEmpty() && one.spec().pool() != null)
                .sorted(WantedVirtualIP.BY_AGE)
                .toList();
        virtualIPs.forEach(virtualIP -> ReadableAddresses.of(virtualIP.spec().addresses())
                .forEach(address -> ledger.take(virtualIP.name(), address)));
    }

    /**
     * Allocates the addresses of all VirtualIPs.
     *
     * @param nodes every node
     * @param foreignAddresses the foreign addresses in the status of each pool, by its name
     */
    public static PoolAllocation allocate(
            Desired desired,
            Collection<NodeFacts> nodes,
            Map<String, List<ForeignAddress>> foreignAddresses,
            Instant now) {
        PoolAllocator allocator = new PoolAllocator(
                desired.virtualIPs(), new AddressLedger(desired.pools(), nodes, foreignAddresses, now));
        allocator.keep();
        allocator.complete();
        return allocator.result();
    }

    /** Keeps the addresses that VirtualIPs have already, one of each family. */
    public void keep() {
        takers.forEach(this::keep);
    }

    /** Gives each VirtualIP an address of each family that it has none of. */
    public void complete() {
        takers.forEach(this::complete);
    }

    private void keep(WantedVirtualIP virtualIP) {
        Set<InetAddress> status = ReadableAddresses.of(virtualIP.status().addresses());
        PoolRanges its = ledger.rangesOf(virtualIP.spec().pool());
        for (boolean ipv6 : new boolean[] {false, true}) {
            if (!isWanted(virtualIP, ipv6)) {
                continue;
            }
            InetAddress served = ledger.served(virtualIP.name(), its, status, ipv6);
            if (served != null) {
                take(virtualIP, served);
                continue;
            }
            status.stream()
                    .filter(address -> isIpv6(address) == ipv6 && its.holds(address) && ledger.isFree(address))
                    .findFirst()
                    .ifPresent(address -> take(virtualIP, address));
        }
    }

    private void complete(WantedVirtualIP virtualIP) {
        String pool = Objects.requireNonNull(virtualIP.spec().pool());
        if (!ledger.pools().containsKey(pool)) {
            refusals.put(virtualIP.name(), PoolRanges.missing(pool));
            return;
        }
        PoolRanges its = ledger.rangesOf(pool);
        for (boolean ipv6 : new boolean[] {false, true}) {
            InetAddress present = ofFamily(virtualIP, ipv6);
            if (present != null) {
                exchangeForeign(virtualIP, pool, present);
            } else if (isWanted(virtualIP, ipv6)) {
                complete(virtualIP, pool, its, ipv6);
            }
        }
        List<InetAddress> outside = allocated.getOrDefault(virtualIP.name(), List.of()).stream()
                .filter(address -> !its.holds(address))
                .toList();
        if (!outside.isEmpty()) {
            refusals.putIfAbsent(virtualIP.name(), outside(pool, outside));
        }
    }

    private void complete(WantedVirtualIP virtualIP, String pool, PoolRanges its, boolean ipv6) {
        if (!its.has(ipv6)) {
            if (!virtualIP.spec().ipFamilies().isEmpty()) {
                refusals.put(virtualIP.name(), PoolRanges.without(pool, ipv6));
            }
            return;
        }
        InetAddress next = ledger.next(virtualIP.name(), pool, ipv6);
        if (next == null) {
            wait(pool, virtualIP.name());
            refusals.put(virtualIP.name(), PoolRanges.exhausted(pool, ipv6));
        } else {
            take(virtualIP, next);
        }
    }

    /** Exchanges an address that another host answers for. If no other is free, the VirtualIP waits for this one. */
    private void exchangeForeign(WantedVirtualIP virtualIP, String pool, InetAddress address) {
        if (!ledger.isForeign(pool, address, virtualIP.status())) {
            return;
        }
        InetAddress next = ledger.nextAfter(address, virtualIP.name(), pool);
        if (next == null) {
            wait(pool, virtualIP.name());
        } else {
            ledger.exchange(virtualIP.name(), address, next);
            Objects.requireNonNull(allocated.get(virtualIP.name())).replaceAll(one -> one.equals(address) ? next : one);
        }
    }

    /** Records that something waits for a free address of a pool. */
    public void wait(String pool, String name) {
        waiting.computeIfAbsent(pool, ignored -> new ArrayList<>()).add(name);
    }

    private static boolean isWanted(WantedVirtualIP virtualIP, boolean ipv6) {
        List<IpFamily> families = virtualIP.spec().ipFamilies();
        return families.isEmpty() || families.contains(ipv6 ? IpFamily.IPV6 : IpFamily.IPV4);
    }

    private @Nullable InetAddress ofFamily(WantedVirtualIP virtualIP, boolean ipv6) {
        return allocated.getOrDefault(virtualIP.name(), List.of()).stream()
                .filter(address -> isIpv6(address) == ipv6)
                .findFirst()
                .orElse(null);
    }

    private void take(WantedVirtualIP virtualIP, InetAddress address) {
        ledger.take(virtualIP.name(), address);
        allocated
                .computeIfAbsent(virtualIP.name(), ignored -> new ArrayList<>(2))
                .add(address);
    }

    private static boolean isIpv6(InetAddress address) {
        return address instanceof Inet6Address;
    }

    private static Finding outside(String pool, List<InetAddress> outside) {
        return new Finding(
                "AddressNotInPool",
                ("%s: allocated from VirtualIPPool %s, whose ranges no longer contain it, and still served; extend"
                                + " spec.ranges of the pool, or delete this VirtualIP and create it again for another"
                                + " address")
                        .formatted(
                                String.join(
                                        ", ",
                                        outside.stream()
                                                .map(AddressText::format)
                                                .toList()),
                                pool));
    }

    /** Returns the allocation, and the usage of the pools by all that the ledger has. */
    public PoolAllocation result() {
        Map<String, List<String>> texts = new HashMap<>();
        allocated.forEach((name, addresses) ->
                texts.put(name, addresses.stream().map(AddressText::format).toList()));
        return new PoolAllocation(texts, refusals, ledger.usage(waiting), ledger.nextLookAt());
    }
}
